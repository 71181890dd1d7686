// What is open now and next: the times from hours.json, the words from the page.
const spoken = document.querySelector("[data-words]");
const words = spoken && JSON.parse(spoken.dataset.words);

const dateWords = (day, today) => {
  const at = new Date(day);
  const away = at - new Date(today);
  if (!away) return words.today;
  if (away === 864e5) return words.tomorrow;
  return words.weekdays[(at.getUTCDay() + 6) % 7] + at.getUTCDate() + words.months[at.getUTCMonth()];
};

const sentence = (slots, said, moment, today) => {
  const clock = (time) => time.slice(11).replace(/^0/, "").replace(":", words.point);
  const say = ({ start, end, call, place }, when) => {
    const values = { place, day: dateWords(start.slice(0, 10), today), start: clock(start), end: clock(end) };
    return said[when + call].replace(/{(\w+)}/g, (_, key) => values[key]);
  };
  const open = slots.filter(({ start, end }) => start <= moment && moment < end);
  if (open.length) return open.map((slot) => say(slot, "now")).join(" ");
  const coming = slots.filter(({ start }) => start > moment);
  const next = coming.find(({ call }) => !call) || coming[0];
  return next ? say(next, "next") : "";
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
