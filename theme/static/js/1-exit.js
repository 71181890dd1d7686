// Only improvements: everything on the page works without this.

const exit = document.querySelector("[data-exit]");

if (exit) {
  // Blank first: the next page may load slowly, and somebody may be looking. What is kept on the device goes
  // here too, for browsers that do not know Clear-Site-Data.
  const leave = () => {
    document.title = "…";
    document.body.textContent = "";
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch {
      // No storage here: nothing was kept.
    }
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Shift three times within two seconds. Never Esc: it closes dialogs and people press it in haste.
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
    } else if (!event.repeat) {
      presses = presses.filter((time) => event.timeStamp - time < 2000);
      if (presses.push(event.timeStamp) === 3) leave();
    }
  });

  // A page kept by the browser must not come back with the words that were left in it.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
