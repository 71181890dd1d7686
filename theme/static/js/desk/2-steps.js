// Fewer and more beside a count: for a thumb in a glove. Without this, the count is typed.
for (const field of document.querySelectorAll("[data-steps]")) {
  for (const [where, sign, by] of [["before", "−", -1], ["after", "+", 1]]) {
    const step = document.createElement("button");
    step.type = "button";
    step.className = "button quiet step";
    step.textContent = sign;
    step.setAttribute("aria-label", by < 0 ? field.dataset.fewer : field.dataset.more);
    step.addEventListener("click", () => {
      field.value = Math.max(0, Number(field.value) + by);
    });
    field[where](step);
  }
}
