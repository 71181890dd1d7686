// Finds the pages that answer, in what came with the site. What is typed stays here.

const SHORTEST = 3; // letters that stay when an ending is cut off
const WEIGHTS = { said: 3, title: 2 }; // of fields; elsewhere a word counts once
const KNOWN = 0.6; // of the words typed: where no page knows more, something else was asked ...
const FEW = 3; // ... and the best pages are enough
const LEAST = 0.2; // of the best score: what has less answers something else
const MOST = 10; // pages shown

// The words of a text, without case, accents and apostrophes. Twin of site_plugins/search/stems.py.
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’‘ʼ`´′]/g, "")
    .toLowerCase()
    .replace(/ґ/g, "г");
const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// What the forms of a word share; nothing for a small word, which tells no page from another.
const stemmer = ({ endings, small }) => {
  const told = new Set(small);
  return (word) => {
    const fits = (each) => word.endsWith(each) && word.length - each.length >= SHORTEST;
    const ending = endings.find(fits) || "";
    return told.has(word) ? null : word.slice(0, word.length - ending.length);
  };
};

// Whether a phrase of a crisis stands in a text: whole words, with any ending where there is a star.
const alarm = (phrases) => {
  const letter = "[\\p{L}\\p{N}_]";
  const expression = (phrase) => fold(phrase).replace(/\*/g, `${letter}*`).replace(/ /g, "\\s+");
  const any = phrases.map(expression).join("|");
  const pattern = new RegExp(`(?:^|(?!${letter}).)(?:${any})(?!${letter})`, "su");
  return (text) => pattern.test(fold(text));
};

// An anchor that is not told is made of its heading.
const anchorOf = (heading, form) =>
  (form === "NFKD" ? wordsOf(heading) : heading.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).join("-");

// Takes what the build has written: see site_plugins/search/index.py.
const indexOf = ({ rules, crisis, pages }) => {
  const stem = stemmer(rules);
  const search = new MiniSearch({
    fields: ["title", "said", "headings", "text", "rest"],
    tokenize: wordsOf,
    processTerm: (word, field) => (field === "said" || field === "rest" ? word : stem(word)),
  });
  const partOf = ([heading, anchor, said, text, rest]) => ({
    heading,
    anchor: anchor || anchorOf(heading, rules.anchors),
    said,
    text,
    rest,
  });
  const read = pages.map((page) => ({ ...page, parts: page.parts.map(partOf) }));
  read.forEach(({ title, said, parts }, id) => {
    const all = (field) => parts.map((part) => part[field]).join(" ");
    search.add({
      id,
      title,
      said: `${said} ${all("said")}`,
      headings: all("heading"),
      text: all("text"),
      rest: all("rest"),
    });
  });
  const help = pages.findIndex(({ address }) => address === crisis.page);
  return { search, stem, pages: read, help, inCrisis: alarm(crisis.phrases) };
};

const most = (scores) => scores.indexOf(Math.max(...scores));

// What a page shows of itself, given the stems that were found in it: the part that says most of them, and
// there the sentence that does, as pieces, each with whether it was sought.
const answerOf = ({ address, title, parts }, stems, stem) => {
  const isSought = (word) => stems.has(stem(word));
  const count = (text) => new Set(wordsOf(text).map(stem).filter((each) => stems.has(each))).size;
  const given = (text) => text.split(" ").filter((each) => stems.has(each)).length;
  const scores = parts.map((part) => 2 * count(part.heading) + count(part.text) + given(part.rest) + 3 * given(part.said));
  const { heading, anchor, text, rest } = parts[most(scores)];
  const sentences = `${text}${rest && "…"}`.match(/[^.!?…\n]+[.!?…]*/g) || [""];
  const line = sentences[most(sentences.map(count))].trim();
  return {
    address: anchor ? `${address}#${anchor}` : address,
    title,
    heading,
    line: line.split(/([\p{L}\p{N}]+)/u).map((piece) => [piece, wordsOf(piece).some(isSought)]),
  };
};

// The pages that answer, the best first; in a crisis its own page before all others.
const find = ({ search, stem, pages, help, inCrisis }, typed) => {
  const sought = new Set(wordsOf(typed).map(stem).filter(Boolean)).size;
  const share = ({ queryTerms }) => new Set(queryTerms).size / sought;
  const found = search.search(typed, {
    boost: WEIGHTS,
    prefix: (word) => word.length > 3,
    fuzzy: (word) => word.length > 4 && 0.2,
    weights: { prefix: 0.4, fuzzy: 0.3 },
    bm25: { k: 1.2, b: 0, d: 0.5 },
  });
  const urgent = inCrisis(typed);
  const scoreOf = (hit) => (urgent && hit.id === help ? Infinity : hit.score * Math.sqrt(share(hit)));
  const hits = found
    .map((hit) => ({ ...hit, score: scoreOf(hit) }))
    .sort((one, other) => other.score - one.score);
  const best = Math.max(...hits.map(({ score }) => score).filter(Number.isFinite));
  const enough = hits.some((hit) => share(hit) >= KNOWN) ? MOST : FEW;
  return hits
    .filter(({ score }) => score >= LEAST * best)
    .slice(0, enough)
    .map(({ id, terms }) => answerOf(pages[id], new Set(terms), stem));
};
