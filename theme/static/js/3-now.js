// Open now and next: times from hours.json, sentences from the page.
const source = document.querySelector("[data-sentences]");
const sentences = source && JSON.parse(source.dataset.sentences);

const dateWords = (day, today) => {
  const date = new Date(day);
  const ahead = date - new Date(today);
  if (!ahead) return sentences.today;
  if (ahead === 864e5) return sentences.tomorrow;
  return sentences.weekdays[(date.getUTCDay() + 6) % 7] + date.getUTCDate() + sentences.months[date.getUTCMonth()];
};

const sentence = (slots, templates, moment, today) => {
  const clock = (time) => time.slice(-5).replace(/^0/, "").replace(":", sentences.point);
  const fill = ({ start, end, call, place }, when) => {
    const values = { place, day: dateWords(start.slice(0, 10), today), start: clock(start), end: clock(end) };
    return templates[when + call].replace(/{(\w+)}/g, (_, key) => values[key]);
  };
  const coming = slots.filter(({ end }) => moment < end);
  const open = coming.filter(({ start }) => start <= moment);
  const next = coming.find(({ call }) => !call) || coming[0];
  return open.map((slot) => fill(slot, "now")).join(" ") || (next ? fill(next, "next") : "");
};

const slotsOf = (places) => {
  const slots = [];
  for (const { name, days } of places) {
    const place = name[document.documentElement.lang] || name.cs;
    for (const day in days) {
      const add = (times, call) => {
        for (const [start, end] of times) {
          slots.push({ start: `${day} ${start}`, end: `${day} ${end}${(end > "24" && days[day].until) || ""}`, call, place });
        }
      };
      add(days[day].intervals, "");
      add(days[day].appointment, "Call");
    }
  }
  return slots.sort((one, other) => (one.start < other.start ? -1 : 1));
};

const start = (hours) => {
  const panels = [...document.querySelectorAll("[data-now]")].map((element) => {
    const { now, kind } = element.dataset;
    return [element, slotsOf(now.split(" ").map((id) => hours.places[id]).filter(Boolean)), sentences[kind]];
  });
  showHours = (moment, today) => {
    let stale = sentences.stale; // once on a page
    for (const [element, slots, templates] of panels) {
      let text = "";
      if (today > hours.valid_until) [text, stale] = [stale, ""];
      else if (today >= hours.generated_on) text = sentence(slots, templates, moment, today); // else their clock is wrong
      element.lastChild.textContent = ` ${text}`;
      element.hidden = !text;
    }
  };
  refresh();
};

if (source) {
  fetch(source.dataset.hours, { cache: "no-cache" })
    .then((answer) => answer.json())
    .then(start, () => {});
}
