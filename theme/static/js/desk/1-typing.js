// What is typed at the desk is sealed as it is typed: every two seconds, and when the page goes out of sight.
// Without this, each button seals it.
const form = document.querySelector("form[data-typing]");

if (form) {
  const PAUSE = 2000; // milliseconds
  const { typing, kept, lost } = form.dataset;
  const told = form.querySelector("[data-told]");
  const { turn } = form.elements;
  let timer = 0;

  const tell = (words) => {
    if (told.textContent !== words) told.textContent = words;
    told.hidden = false;
  };

  // The number of the change goes along: what arrives late is told from what is new.
  const change = () => {
    turn.value = Number(turn.value) + 1;
  };

  const save = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    // A page that goes away may have no more than 64 KiB under way: one that stays is not held to that.
    const keepalive = document.hidden;
    fetch(typing, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive }).then(
      ({ ok }) => tell(ok ? kept : lost),
      () => tell(lost),
    );
  };

  form.addEventListener("input", () => {
    change();
    timer = timer || setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", change);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save();
  });
}
