// What is open now and next: the times from hours.json, the sentences from the page.
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
  const clock = (time) => time.slice(11).replace(/^0/, "").replace(":", sentences.point);
  const fill = ({ start, end, call, place }, when) => {
    const values = { place, day: dateWords(start.slice(0, 10), today), start: clock(start), end: clock(end) };
    return templates[when + call].replace(/{(\w+)}/g, (_, key) => values[key]);
  };
  const open = slots.filter(({ start, end }) => start <= moment && moment < end).map((slot) => {
    // A night goes on: "until 4.00", unless 4.00 would be taken for an hour that comes sooner.
    const tomorrow = new Date(Date.parse(today) + 864e5).toISOString().slice(0, 10);
    const night = slots.find(({ start, end, call, place }) =>
      slot.end.endsWith("24:00") && start === `${tomorrow} 00:00` && end.slice(11) <= moment.slice(11) &&
      call === slot.call && place === slot.place);
    return night ? { ...slot, end: night.end } : slot;
  });
  if (open.length) return open.map((slot) => fill(slot, "now")).join(" ");
  const coming = slots.filter(({ start }) => start > moment);
  const next = coming.find(({ call }) => !call) || coming[0];
  return next ? fill(next, "next") : "";
};

const slotsOf = (places, ids) => {
  const slots = [];
  for (const { name, days } of ids.map((id) => places[id]).filter(Boolean)) {
    const place = name[document.documentElement.lang] || name.cs;
    for (const day in days) {
      const add = (times, call) => {
        for (const [start, end] of times) slots.push({ start: `${day} ${start}`, end: `${day} ${end}`, call, place });
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
    return [element, slotsOf(hours.places, now.split(" ")), sentences[kind]];
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
