// A text that is not sent yet stays on this device while its box is ticked, and nowhere else: it goes when
// the box is unticked, and when the page after sending is there.
const draft = document.querySelector("[data-draft]");

if (draft) {
  const key = `draft ${draft.dataset.draft}`;
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
