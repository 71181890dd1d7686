// What a page looks like, measured in the browser. Each measure gives the faults it found, in words.
window.measure = (() => {
  const told = (element) => `<${element.localName}${element.className ? ` class="${element.getAttribute("class")}"` : ""}> ${element.textContent.trim().replace(/\s+/g, " ").slice(0, 50)}`;
  const style = (element) => getComputedStyle(element);

  // Visually hidden texts stand in a box of one pixel, or of no height.
  let known = new Map(); // forgotten before each measure
  const hidden = (element) => {
    if (!element) return false;
    if (!known.has(element)) known.set(element, hiddenItself(element) || hidden(element.parentElement));
    return known.get(element);
  };
  const hiddenItself = (element) => {
    const { display, visibility, clip, position, overflowY } = style(element);
    const folded = element.parentElement && element.parentElement.matches("details:not([open])");
    return (
      display === "none" ||
      visibility === "hidden" ||
      (position === "absolute" && clip !== "auto") ||
      (overflowY === "hidden" && element.getBoundingClientRect().height < 1) ||
      (folded && element.localName !== "summary")
    );
  };

  // Every line of text that is shown: its element and its box.
  const lines = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || ["SCRIPT", "STYLE", "OPTION", "TEXTAREA"].includes(element.tagName)) continue;
      if (element.closest("svg") || hidden(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) found.push({ element, box });
      }
    }
    return found;
  };

  const ancestors = (element) => {
    const found = [];
    for (let each = element; each; each = each.parentElement) found.push(each);
    return found;
  };

  // A box that scrolls by itself, or that cuts a line short on purpose and says so by an ellipsis.
  const free = (element) =>
    ancestors(element).some((each) => {
      const { overflowX, textOverflow } = style(each);
      return ["auto", "scroll"].includes(overflowX) || textOverflow === "ellipsis";
    });
  const fixed = (element) => ancestors(element).some((each) => style(each).position === "fixed");
  const cuts = (element) => ["hidden", "clip"].includes(style(element).overflowX);

  const wide = () => {
    const page = document.documentElement.scrollWidth;
    return page > innerWidth ? [`wider than the screen: ${page} instead of ${innerWidth}`] : [];
  };

  // Text outside of the screen, or of a box that shows no more than its size.
  const cutOff = () => {
    const faults = [];
    const screen = { left: 0, right: document.documentElement.clientWidth, bottom: Infinity };
    for (const { element, box } of lines()) {
      if (free(element)) continue;
      const frames = ancestors(element).filter((each) => cuts(each) && style(each).display !== "inline");
      const outside = [screen, ...frames.map((each) => each.getBoundingClientRect())].some(
        (frame) => box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2,
      );
      if (outside) faults.push(`cut off: ${told(element)}`);
    }
    return faults;
  };

  // Text that hangs out of the edges drawn around it.
  const EDGED = ".panel, .card, .notice, .summary, .receipt, .door, .button, .thread > li";
  const hangsOut = () => {
    const faults = [];
    for (const { element, box } of lines()) {
      const edges = element.closest(EDGED);
      if (!edges || free(element)) continue;
      const { left, right } = edges.getBoundingClientRect();
      if (box.left < left - 1 || box.right > right + 1) faults.push(`hangs out of its box: ${told(element)}`);
    }
    return faults;
  };

  // Lines that lie over each other, so that neither can be read.
  const overlaps = () => {
    const faults = [];
    const sorted = lines().filter(({ element }) => !fixed(element) && !free(element));
    sorted.sort((one, other) => one.box.top - other.box.top);
    sorted.forEach(({ element, box }, index) => {
      for (const next of sorted.slice(index + 1)) {
        // Boxes of lines are higher than their letters: a third of the height may meet.
        const meet = Math.min(box.bottom, next.box.bottom) - next.box.top;
        if (meet <= 0) break;
        const beside = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
        if (beside > 2 && meet > Math.min(box.height, next.box.height) * 0.4) {
          faults.push(`${told(element)} lies over ${told(next.element)}`);
        }
      }
    });
    return faults;
  };

  const headings = () => {
    const shown = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((each) => !hidden(each));
    const levels = shown.map((each) => Number(each.localName[1]));
    const faults = levels.filter((level) => level === 1).length === 1 ? [] : [`headings of the first level: ${levels}`];
    levels.forEach((level, index) => {
      if (level > (levels[index - 1] || 0) + 1) faults.push(`skips a level: ${told(shown[index])}`);
    });
    return faults;
  };

  // Whether a link is a part of a sentence: then its size follows from the text around it.
  const inSentence = (link) => {
    if (!style(link).display.startsWith("inline")) return false;
    let block = link.parentElement;
    while (style(block).display.startsWith("inline")) block = block.parentElement;
    let rest = block.innerText; // what is hidden makes no sentence
    for (const each of block.querySelectorAll("a, button")) rest = rest.replace(each.innerText, "");
    return /[\p{L}\d]/u.test(rest);
  };

  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const MAIN = ".button, .door, .exit, .to-menu, summary, a[href^='tel:'], input, select, textarea";

  // What a finger has to hit: the smallest side of its area, where a label belongs to it.
  const targets = () => {
    const faults = [];
    for (const control of document.querySelectorAll(CONTROLS)) {
      if (hidden(control)) continue;
      const boxes = [control, ...(control.labels || [])].map((each) => each.getBoundingClientRect());
      const height = Math.max(...boxes.map((box) => box.height));
      const main = control.matches(MAIN) && !control.closest(".paper"); // a sheet is for paper
      const least = main ? 44 : 24;
      if (!main && control.localName === "a" && inSentence(control)) continue;
      if (height < least - 0.5) faults.push(`${height.toFixed(1)} px high instead of ${least}: ${told(control)}`);
    }
    return faults;
  };

  // WCAG 2.2, 1.4.12: whoever needs more space between letters, words and lines loses nothing.
  const SPACED = new CSSStyleSheet();
  SPACED.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
      " p { margin-bottom: 2em !important }",
  );
  const spaced = () => {
    document.adoptedStyleSheets = [SPACED];
    const faults = [...wide(), ...cutOff(), ...overlaps()];
    document.adoptedStyleSheets = [];
    return faults.map((fault) => `with wide spacing ${fault}`);
  };

  const moves = () => {
    const still = (value) => value.split(", ").every((time) => parseFloat(time) === 0);
    const moving = [...document.querySelectorAll("*")].filter((each) => {
      const { transitionDuration, animationDuration, scrollBehavior } = style(each);
      return !still(transitionDuration) || !still(animationDuration) || scrollBehavior === "smooth";
    });
    return moving.map((each) => `moves: ${told(each)}`);
  };

  // Whether what has the focus shows it, and is not covered by anything (WCAG 2.2, 2.4.7 and 2.4.11).
  const SPOTS = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y]));
  const lost = () => {
    const element = document.activeElement;
    if (element === document.body) return [];
    const faults = [];
    const { outlineStyle, outlineWidth } = style(element);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push(`has no ring: ${told(element)}`);
    const seen = [...element.getClientRects()].some(({ left, top, width, height }) =>
      SPOTS.some(([x, y]) => {
        const there = document.elementFromPoint(left + width * x, top + height * y);
        return there && element.contains(there);
      }),
    );
    return seen ? faults : [...faults, `is covered: ${told(element)}`];
  };

  // With forced colours grounds vanish; what was told by a ground alone needs an edge.
  const edgeless = () => {
    const edged = [...document.querySelectorAll(".button:not(.link), .door, .exit, .card, .notice, .arch, .demo, input, select, textarea")];
    return edged
      .filter((each) => !each.closest(".screen, .paper")) // plain as they are
      .filter((each) => !hidden(each) && each.type !== "checkbox" && each.type !== "radio" && each.type !== "hidden")
      .filter((each) => style(each).borderTopStyle === "none" || parseFloat(style(each).borderTopWidth) === 0)
      .map((each) => `has no edge: ${told(each)}`);
  };

  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  // A printer leaves out grounds: every letter has to be dark enough for white paper.
  const pale = () => {
    const faults = new Set();
    for (const { element } of lines()) {
      if (1.05 / (luminance(style(element).color) + 0.05) < 7) faults.add(`too pale for paper: ${told(element)}`);
    }
    return [...faults];
  };

  const leftOnPaper = () =>
    [...document.querySelectorAll("nav, .exit, .skip, button, .button:not([href^='tel:']), .top a:not(.brand)")]
      .filter((each) => !hidden(each))
      .map((each) => `useless on paper: ${told(each)}`);

  const fresh = (...measures) => () => measures.flatMap((measure) => {
    known = new Map();
    return measure();
  });

  return {
    text: fresh(wide, cutOff, hangsOut, overlaps),
    hands: fresh(headings, targets, moves),
    spaced: fresh(spaced),
    focus: fresh(lost),
    forced: fresh(edgeless),
    paper: fresh(wide, cutOff, overlaps, pale, leftOnPaper),
  };
})();
