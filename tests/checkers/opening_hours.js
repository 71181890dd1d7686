// What the reference engine of OpenStreetMap's editors makes of opening hours. Asked line by line, as JSON:
// {value, today, first, end} → {error} or {warnings, spans: [[start, end, by appointment]]}, in milliseconds.
// Days are ISO dates; `today` is what the engine takes for the present day. Run it with TZ=Europe/Prague.

const { createInterface } = require("readline");
const OpeningHours = require("opening_hours");

const PLACE = { lat: 49.6, lon: 15.6, address: { country_code: "cz", country: "Česko", state: "" } };
const RealDate = Date;

const midnight = (day) => new RealDate(`${day}T00:00`);

const pretend = (day) => {
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length ? given : [midnight(day).getTime()]));
    }
  };
};

const answer = ({ value, today, first, end }) => {
  pretend(today);
  try {
    const hours = new OpeningHours(value, PLACE, { locale: "en", tag_key: "opening_hours", warnings_severity: 7 });
    const intervals = hours.getOpenIntervals(midnight(first), midnight(end));
    const spans = intervals.map(([start, finish, unknown]) => [start.getTime(), finish.getTime(), unknown]);
    return { warnings: hours.getWarnings(), spans };
  } catch (error) {
    return { error: String(error) };
  }
};

createInterface({ input: process.stdin }).on("line", (line) => {
  console.log(JSON.stringify(answer(JSON.parse(line))));
});
