// Search: its code and its index come only when somebody is about to type.
const search = document.querySelector("[data-search]");

if (search) {
  const { script, failed } = search.dataset;
  search.hidden = false;
  search.addEventListener("submit", (event) => event.preventDefault());
  const wake = () => {
    import(script)
      .then(({ start }) => start(search))
      .catch(() => {
        search.querySelector("[role=status]").textContent = failed;
      });
  };
  search.addEventListener("focusin", wake, { once: true });
}
