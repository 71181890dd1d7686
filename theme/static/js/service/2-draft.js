// A text that is not sent yet stays on this device while its box is ticked, and nowhere else: it goes when
// the box is unticked, when the page after sending is there, and with a conversation that is closed or deleted.
const prefix = "draft ";
const draft = document.querySelector("[data-draft]");
const farewell = document.querySelector("[data-farewell]");

if (draft) {
  const key = prefix + draft.dataset.draft;
  try {
    if ("sent" in draft.dataset) {
      localStorage.removeItem(key);
    } else {
      const box = draft.querySelector("input");
      const { text } = box.form.elements;
      const keep = () => {
        if (box.checked) localStorage.setItem(key, text.value);
        else localStorage.removeItem(key);
      };
      const kept = localStorage.getItem(key);
      box.checked = kept !== null;
      if (kept && !text.value) text.value = kept;
      keep();
      text.addEventListener("input", keep);
      box.addEventListener("change", keep);
      draft.hidden = false;
    }
  } catch {
    // No storage here: nothing is offered.
  }
}

if (farewell) {
  farewell.addEventListener("submit", () => {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(prefix)) localStorage.removeItem(key);
      }
    } catch {
      // No storage here: nothing was kept.
    }
  });
}
