// Looks words up in the index that came with the site. What is typed stays in the field.

// The words of a text, without case and marks. Twin of site_plugins/search/stems.py, as fit below.
const wordsOf = (text, form) =>
  text
    .normalize(form || "NFKD")
    .replace(/[\u0300-\u036f'’ʼ]/g, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

// How well a typed word fits one of the index: 3 the same, 2 its beginning or another form of it, 0 not.
const fit = (typed, word) => {
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same++;
  const ending = typed.length - same;
  const other = word.length - same;
  if (!ending) return same > 1 && (other ? 2 : 3);
  const longer = !other && same > 2 && (ending < 4 || ending < same);
  return (longer || (same > 3 && 3 * ending <= 2 * same && other < 4)) && 2;
};

// The parts of all pages: what stands before the first heading, then each heading with what is under it.
const partsOf = (pages, anchors) => {
  const parts = [];
  for (const [address, title, ...headings] of pages) {
    const name = wordsOf(title);
    for (const written of ["", ...headings]) {
      const [heading, anchor] = written.split("|");
      const hash = heading && `#${anchor || wordsOf(heading, anchors).join("-")}`;
      parts.push({ address, title, name, heading, hash, words: wordsOf(heading) });
    }
  }
  return parts;
};

// A list of words, each followed by steps from part to part where it leads, as pairs: phrases of words that
// mean the same („chci+umrit“ is heard only when all of it is typed), and the numbers of the parts.
const pairsOf = (list) => {
  const pairs = [];
  let number;
  for (const each of list) {
    if (each.split) {
      pairs.push([each.split(" ").map((phrase) => phrase.split("+")), []]);
      number = 0;
    } else pairs[pairs.length - 1][1].push((number += each));
  }
  return pairs;
};

const best = (typed, words) => Math.max(0, ...words.map((each) => fit(typed, each)));

// The ten pages that speak most of what is sought, each by its best part. A word counts the more, the rarer
// it is; in titles and as a synonym it counts most, in a text least. A long word that is nowhere loses letters
// from its end until something begins like it: many slips stand there.
const find = ({ parts, also, words }, sought) => {
  const typed = wordsOf(sought).filter((word, place, all) => word[2] || place + 1 === all.length);
  const scores = parts.map(() => 0);
  const add = (word) => {
    const weights = parts.map((part) => 4 * best(word, part.name) + 3 * best(word, part.words));
    const follow = ([phrases, numbers], first, later) => {
      const mine = (part) => fit(word, part);
      const heard = (part) => mine(part) || typed.some((other) => fit(other, part));
      const fits = best(word, phrases.filter((phrase) => phrase.some(mine) && phrase.every(heard)).flat());
      numbers.forEach((number, place) => {
        weights[number] += fits * (place ? later : first);
      });
    };
    also.forEach((pair) => follow(pair, 5, 4));
    words.forEach((pair) => follow(pair, 1, 1));
    const found = weights.filter(Boolean).length;
    if (!found && word[5]) add(word.slice(0, -1));
    weights.forEach((weight, place) => {
      if (weight) scores[place] += (weight + 9) * Math.log(1 + parts.length / found);
    });
  };
  typed.forEach(add);
  const pages = new Map();
  parts.forEach((part, place) => {
    const score = scores[place];
    const before = pages.get(part.address);
    if (score && !(before && before.score >= score)) pages.set(part.address, { score, part });
  });
  return [...pages.values()].sort((one, other) => other.score - one.score).slice(0, 10);
};

export const start = async (form) => {
  const [field, status, list] = ["input", "[role=status]", "ol"].map((part) => form.querySelector(part));
  const { search, found, none } = form.dataset;
  const { anchors, pages, also, words } = await (await fetch(search, { cache: "no-cache" })).json();
  const index = { parts: partsOf(pages, anchors), also: pairsOf(also), words: pairsOf(words) };
  const show = () => {
    const sought = field.value.trim();
    const hits = sought ? find(index, sought) : [];
    list.textContent = "";
    for (const { part } of hits) {
      const link = document.createElement("a");
      link.href = part.address + part.hash;
      link.append(part.heading || part.title);
      const item = document.createElement("li");
      item.append(link);
      if (part.heading) {
        const page = document.createElement("small");
        page.append(part.title);
        link.append(" ", page);
      }
      list.append(item);
    }
    status.textContent = sought && (hits.length ? `${found} ${hits.length}` : none);
  };
  field.addEventListener("input", show);
  form.addEventListener("submit", () => {
    const first = list.querySelector("a");
    if (first) first.focus();
  });
  show();
};
