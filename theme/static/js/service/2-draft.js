// A text that is not sent yet stays on this device while its box is ticked, and nowhere else: it goes when
// the box is unticked, when the text is sent, and with a conversation that is closed or deleted.
const prefix = "draft ";
const draft = document.querySelector("[data-draft]");
const farewell = document.querySelector("[data-farewell]");

// While a text is on its way it is only in this tab, and not for long. If the answer is lost, whoever opens the
// form here again can send the text once more and is led to the code: what comes twice is kept once.
const WAY = 10 * 60 * 1000; // milliseconds
const sendingKey = "sending";
const takeSending = (key) => {
  const sending = JSON.parse(sessionStorage.getItem(sendingKey) || "{}");
  sessionStorage.removeItem(sendingKey);
  return sending.key === key && Date.now() - sending.at < WAY ? sending.text : null;
};

if (draft) {
  const key = prefix + draft.dataset.draft;
  try {
    const sending = takeSending(key);
    if ("sent" in draft.dataset) {
      localStorage.removeItem(key);
    } else {
      const box = draft.querySelector("input");
      const { form } = box;
      const { text } = form.elements;
      const keep = () => {
        if (box.checked) localStorage.setItem(key, text.value);
        else localStorage.removeItem(key);
      };
      const kept = localStorage.getItem(key);
      const givenBack = sending !== null && text.value !== "";
      box.checked = kept !== null || givenBack;
      if (!text.value) text.value = kept || sending || "";
      keep();
      text.addEventListener("input", keep);
      box.addEventListener("change", keep);
      form.addEventListener("submit", () => {
        if (!box.checked) return;
        localStorage.removeItem(key);
        sessionStorage.setItem(sendingKey, JSON.stringify({ key, text: text.value, at: Date.now() }));
      });
      draft.hidden = false;
    }
  } catch {
    // No storage here: nothing is offered.
  }
}

if (farewell) {
  farewell.addEventListener("submit", () => {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch {
      // No storage here: nothing was kept.
    }
  });
}
