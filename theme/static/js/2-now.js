// Pages name days by date, so that they stay true. The moment in Prague, wherever the reader is, as
// "2026-11-23 14:05"; nothing where a browser cannot tell it.
const prague = (now) => {
  try {
    const told = now.toLocaleString("sv", { timeZone: "Europe/Prague" }).slice(0, 16);
    return /^\d{4}(-\d\d){2} \d\d:\d\d$/.test(told) ? told : "";
  } catch {
    return "";
  }
};

let tell = () => {}; // once the hours have come

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
const spoken = document.querySelector("[data-words]");
const words = spoken && JSON.parse(spoken.dataset.words);

const dateWords = (day, today) => {
  const at = new Date(day);
  if (day === today) return words.today;
  if (at - new Date(today) === 864e5) return words.tomorrow;
  return words.weekdays[(at.getUTCDay() + 6) % 7] + at.getUTCDate() + words.months[at.getUTCMonth()];
};

const sentence = (slots, said, moment, today) => {
  const clock = (time) => time.slice(11).replace(/^0/, "").replace(":", words.point);
  const say = ({ start, end, call, place }, now) => {
    const values = { place, day: dateWords(start.slice(0, 10), today), start: clock(start), end: clock(end) };
    return said[(now ? "now" : "next") + (call ? "Call" : "")].replace(/{(\w+)}/g, (_, key) => values[key]);
  };
  const open = slots.filter(({ start, end }) => start <= moment && moment < end);
  if (open.length) return open.map((slot) => say(slot, true)).join(" ");
  const coming = slots.filter(({ start }) => start > moment);
  const next = coming.find(({ call }) => !call) || coming[0];
  return next ? say(next) : "";
};

const slotsOf = (places, ids) => {
  const slots = [];
  for (const { name, days } of ids.map((id) => places[id]).filter(Boolean)) {
    const place = name[document.documentElement.lang] || name.cs;
    for (const day in days) {
      const add = (times, call) => {
        for (const [start, end] of times) slots.push({ start: `${day} ${start}`, end: `${day} ${end}`, call, place });
      };
      add(days[day].intervals, false);
      add(days[day].appointment, true);
    }
  }
  return slots.sort((one, other) => (one.start < other.start ? -1 : 1));
};

const start = (hours) => {
  const told = [...document.querySelectorAll("[data-now]")].map((element) => {
    return [element, slotsOf(hours.places, element.dataset.now.split(" ")), words[element.dataset.as]];
  });
  tell = (moment, today) => {
    let stale = words.stale; // said once on a page
    for (const [element, slots, said] of told) {
      let text = "";
      if (today > hours.valid_until) [text, stale] = [stale, ""];
      else if (today >= hours.generated_on) text = sentence(slots, said, moment, today); // else their clock is wrong
      element.lastChild.textContent = ` ${text}`;
      element.hidden = !text;
    }
  };
  refresh();
};

if (spoken) {
  fetch(spoken.dataset.hours, { cache: "no-cache" })
    .then((answer) => answer.json())
    .then(start, () => {});
}
