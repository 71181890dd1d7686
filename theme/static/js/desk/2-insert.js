// A mark goes where the cursor stands. Without this, the button adds it at the end of the text.
const field = document.querySelector("[data-insert-into]");

if (field) {
  const { mark, press } = field.form.elements;
  field.form.querySelector("[data-insert-hint]").hidden = true;
  [...press]
    .find(({ value }) => value === "vlozit")
    .addEventListener("click", (event) => {
      event.preventDefault();
      const before = field.value.slice(0, field.selectionStart);
      const after = field.value.slice(field.selectionEnd);
      const isInLine = /^[[*]/.test(mark.value);
      const above = isInLine || !before || before.endsWith("\n\n") ? "" : "\n\n";
      const below = isInLine || !after || after.startsWith("\n\n") ? "" : "\n\n";
      field.setRangeText(above + mark.value + below, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
}
