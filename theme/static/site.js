// Only improvements: everything on the page works without this.

const exit = document.querySelector("[data-exit]");

if (exit) {
  // Blank first: the next page may load slowly, and somebody may be looking.
  const leave = () => {
    document.title = "…";
    document.body.textContent = "";
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Shift three times within two seconds. Never Esc: it closes dialogs and people press it in haste.
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
    } else if (!event.repeat) {
      presses = presses.filter((time) => event.timeStamp - time < 2000);
      if (presses.push(event.timeStamp) === 3) leave();
    }
  });

  // A page kept by the browser must not come back with the words that were left in it.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

// Pages name days by date, so that they stay true. Here the moment is known too, by Prague's clock wherever
// the reader is: "2026-11-23 14:05". A browser that cannot tell it says nothing.
const prague = (now) => {
  try {
    const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
    const told = new Intl.DateTimeFormat("sv", { timeZone: "Europe/Prague", year: "numeric", ...digits }).format(now);
    return /^\d{4}(-\d\d){2} \d\d:\d\d$/.test(told) ? told : "";
  } catch {
    return "";
  }
};

let tell = () => {}; // says what is open, once the hours have come

const refresh = () => {
  const now = new Date();
  for (const notice of document.querySelectorAll("[data-until]")) {
    if (new Date(notice.dataset.until) < now) notice.remove();
  }
  const moment = prague(now);
  const today = moment.slice(0, 10);
  for (const day of moment ? document.querySelectorAll("[data-day]") : []) {
    if (day.dataset.day === today) day.setAttribute("aria-current", "date");
    if (day.dataset.day < today) day.remove();
  }
  if (moment) tell(moment, today);
};

refresh();
setInterval(refresh, 20000);

// What is open now and next: the times from hours.json, the words from the page.
const told = document.querySelectorAll("[data-now]");
const spoken = document.querySelector("[data-words]");

const show = (element, text) => {
  element.hidden = !text;
  element.lastElementChild.textContent = text;
};

const sentences = (hours, words, element, moment, today) => {
  const named = element.dataset.now.split(" ").filter((id) => hours.places[id]);
  const lang = document.documentElement.lang;
  const said = words[element.dataset.as];
  const tomorrow = new Date(Date.parse(today) + 864e5).toISOString().slice(0, 10);
  const slots = [];
  for (const id of named) {
    const { name, days } = hours.places[id];
    for (const day in days) {
      const add = (call) => ([start, end]) => slots.push({ day, start, end, call, place: name[lang] || name.cs });
      days[day].intervals.forEach(add(false));
      days[day].appointment.forEach(add(true));
    }
  }
  const time = (clock) => clock.replace(/^0/, "").replace(":", words.point);
  const date = (day) => {
    if (day === today) return words.today;
    if (day === tomorrow) return words.tomorrow;
    const at = new Date(day);
    return words.weekdays[(at.getUTCDay() + 6) % 7] + at.getUTCDate() + words.months[at.getUTCMonth()];
  };
  const fill = (text, { day, start, end, place }) => {
    const values = { day: date(day), start: time(start), end: time(end), place };
    return text.replace(/{(\w+)}/g, (_, key) => values[key]);
  };
  const open = slots.filter(({ day, start, end }) => `${day} ${start}` <= moment && moment < `${day} ${end}`);
  if (open.length) return open.map((slot) => fill(slot.call ? said.nowCall : said.now, slot)).join(" ");
  const coming = slots.filter(({ day, start }) => `${day} ${start}` > moment);
  coming.sort((one, other) => (one.day + one.start < other.day + other.start ? -1 : 1));
  const next = coming.find((slot) => !slot.call) || coming[0];
  return next ? fill(next.call ? said.nextCall : said.next, next) : "";
};

if (spoken) {
  const words = JSON.parse(spoken.dataset.words);
  const start = (hours) => {
    tell = (moment, today) => {
      const stale = today > hours.valid_until;
      const wrong = today < hours.generated_on; // the reader's clock is not set
      told.forEach((element, number) => {
        const old = number ? "" : words.stale;
        show(element, wrong ? "" : stale ? old : sentences(hours, words, element, moment, today));
      });
    };
    refresh();
  };
  fetch(spoken.dataset.hours, { cache: "no-cache" })
    .then((answer) => answer.json())
    .then(start, () => {});
}
