// Finds the pages that answer, in what came with the site. What is typed stays here.

const SHORTEST = 3; // letters that stay when an ending is cut off
const WEIGHTS = { said: 3, title: 2 }; // of fields; elsewhere a word counts once
const KNOWN = 0.6; // of the words typed: where no page knows more, something else was asked ...
const FEW = 3; // ... and the best pages are enough
const LEAST = 0.2; // of the best score: what has less answers something else
const MOST = 10; // pages shown

// The words of a text, without case, accents and apostrophes: twins of fold in centre/language/folding.py and
// of site_plugins/search/stems.py.
const fold = (text) =>
  text
    .toLowerCase()
    .replace(/['’‘ʼ`´′]/g, "")
    .replace(/ґ/g, "г")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "");
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
// Without phrases there is no alarm, ever.
const alarm = (phrases) => {
  if (!phrases.length) return () => false;
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
  const known = new Set();
  const search = new MiniSearch({
    fields: ["title", "said", "headings", "text", "rest"],
    tokenize: wordsOf,
    processTerm: (word, field) => {
      const told = field === "said" || field === "rest" ? word : stem(word);
      if (told && field) known.add(told);
      return told;
    },
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
  return { search, stem, known, pages: read, help, inCrisis: alarm(crisis.phrases) };
};

// The stems that each kind of words in a part has; made when they are first asked for.
const stemsOf = (part, stem) => {
  const made = (text) => new Set(wordsOf(text).map(stem));
  const given = (text) => new Set(text.split(" "));
  const { heading, said, text, rest } = part;
  part.stems = part.stems || [made(heading), given(said), made(text), given(rest)];
  return part.stems;
};

const most = (scores) => scores.indexOf(Math.max(...scores));

// What a page shows of itself, given the stems that were found in it: the part that says most of them, and
// there the sentence that does, as pieces, each with whether it was sought. A part without a text has no piece.
const answerOf = ({ address, title, parts }, stems, stem) => {
  const isSought = (word) => stems.has(stem(word));
  const count = (told) => [...stems].filter((each) => told.has(each)).length;
  const scoreOf = (part) => {
    const [heading, said, text, rest] = stemsOf(part, stem).map(count);
    return 2 * heading + 3 * said + text + rest;
  };
  const { heading, anchor, text, rest } = parts[most(parts.map(scoreOf))];
  const beginning = text && rest ? `${text}…` : text;
  const sentences = beginning.match(/[^.!?…\n]+[.!?…]*/g) || [""];
  const countIn = (sentence) => count(new Set(wordsOf(sentence).map(stem)));
  const line = sentences[most(sentences.map(countIn))].trim();
  return {
    address: anchor ? `${address}#${anchor}` : address,
    title,
    heading,
    line: (line ? line.split(/([\p{L}\p{N}]+)/u) : []).map((piece) => [piece, wordsOf(piece).some(isSought)]),
  };
};

// The pages that answer, the best first; in a crisis its own page before all others.
const find = ({ search, stem, known, pages, help, inCrisis }, typed) => {
  const sought = new Set(wordsOf(typed).map(stem).filter(Boolean)).size;
  const share = ({ queryTerms }) => new Set(queryTerms).size / sought;
  const found = search.search(typed, {
    boost: WEIGHTS,
    prefix: (word) => word.length > 3,
    fuzzy: (word) => word.length > 4 && !known.has(word) && 0.2, // a word that no page knows is a slip
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
