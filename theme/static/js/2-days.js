// Pages name days by date, so that they stay true. The moment in Prague, wherever the reader is, as
// "2026-11-23 14:05"; nothing where a browser cannot tell it.
const prague = (now) => {
  try {
    return /^\d{4}(-\d\d){2} \d\d:\d\d/.exec(now.toLocaleString("sv", { timeZone: "Europe/Prague" }))[0];
  } catch {
    return "";
  }
};

let showHours = () => {}; // until the hours have come

const refresh = () => {
  const now = new Date();
  for (const notice of document.querySelectorAll("[data-until]")) {
    if (new Date(notice.dataset.until) < now) notice.remove();
  }
  const moment = prague(now);
  if (!moment) return;
  const today = moment.slice(0, 10);
  for (const day of document.querySelectorAll("[data-day]")) {
    if (day.dataset.day === today) day.setAttribute("aria-current", "date");
    if (day.dataset.day < today) day.remove();
  }
  showHours(moment, today);
};

refresh();
setInterval(refresh, 20000);
