// The search page: shows what is found while somebody types.

const entry = ({ address, title, heading, line }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.append(heading || title);
  item.append(link);
  const below = document.createElement("p");
  if (heading) {
    const page = document.createElement("small");
    page.append(title);
    link.append(" ", page);
  }
  for (const [piece, sought] of line) {
    const bold = sought && document.createElement("b");
    if (bold) bold.append(piece);
    below.append(bold || piece);
  }
  if (line.length) item.append(below);
  return item;
};

export const start = async (form) => {
  const [field, status, list] = ["input", "[role=status]", "ol"].map((part) => form.querySelector(part));
  const [emergency, nothing] = ["[data-crisis]", "[data-nothing]"].map((part) => form.querySelector(part));
  const { search, found, none } = form.dataset;
  const index = indexOf(await (await fetch(search, { cache: "no-cache" })).json());
  const show = () => {
    const typed = field.value.trim();
    const hits = typed ? find(index, typed) : [];
    emergency.hidden = !index.inCrisis(typed);
    nothing.hidden = !typed || hits.length > 0;
    list.textContent = "";
    list.append(...hits.map(entry));
    status.textContent = typed && (hits.length ? `${found} ${hits.length}` : none);
  };
  field.addEventListener("input", show);
  form.addEventListener("submit", () => {
    const first = list.querySelector("a");
    if (first) first.focus();
  });
  show();
};
