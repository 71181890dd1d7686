// Keeps the same few pages for everybody, so that they open without a connection. It never keeps anything
// because somebody looked at it, but the search for whoever has typed into it, and never touches the forms, the
// mailbox or the desk. The build writes above: VERSION, KEPT (addresses and prints, by language and for all),
// SEARCH (the same by the address of an index), READ_IN (our language for a phone's), ORIGINAL (the one that is
// complete), APART (what is never touched), OUTREACH (where the addresses of towns begin), OFFLINE, and EXIT and NEUTRAL
// (where the exit leads by way of the service, and at last).

const primary = navigator.language.slice(0, 2).toLowerCase();
const language = READ_IN[primary] || READ_IN.other;
const kept = { ...KEPT.all, ...KEPT[ORIGINAL], ...KEPT[language] };
const known = Object.assign({}, ...Object.values(SEARCH), kept);
const keyOf = (path) => `${path}?${known[path]}`;

// Asks the server, not the browser's own store, which would not say how old its copy is.
const ask = (path) => fetch(path, { cache: "no-cache", credentials: "omit" });

// What an older version has already, print for print, is not fetched again.
const keep = async (path) => {
  const cache = await caches.open(VERSION);
  const answer = (await caches.match(keyOf(path))) || (await ask(path));
  if (!answer.ok) throw new Error(path);
  await cache.put(keyOf(path), answer);
};

// The search's page last, so that it never opens without what it finds in.
const keepSearch = async (paths) => {
  const isPage = (path) => path.endsWith("/");
  await Promise.all(paths.filter((path) => !isPage(path)).map(keep));
  await Promise.all(paths.filter(isPage).map(keep));
};

addEventListener("install", (event) => {
  event.waitUntil(Promise.all(Object.keys(kept).map(keep)));
});

// The browser calls this only when no page of the older version is open any more.
addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.map((name) => name !== VERSION && caches.delete(name)));
  event.waitUntil(caches.keys().then(drop));
});

// What was kept says so: its notice is hidden on a page that comes from the server.
const held = async (path) => {
  const answer = await caches.match(keyOf(path));
  if (!answer || !path.endsWith("/")) return answer;
  const page = await answer.text();
  return new Response(page.replace(/(data-kept)\s+hidden/, "$1"), answer);
};

const PATIENCE = 5000; // milliseconds on a bad line
const HASTE = 2000; // milliseconds in which somebody may come in
const fresh = async (path) => {
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
  const answer = await Promise.race([ask(path), late]);
  if (answer.status >= 500) throw new Error(path); // a kept page helps more than a broken server
  return answer;
};

// Without a connection, or while the service is slow, the exit leads on all the same.
const leave = (request) => {
  const late = new Promise((resolve) => setTimeout(resolve, HASTE));
  const onwards = () => Response.redirect(NEUTRAL, 303);
  const leadsOn = (answer) => answer && answer.type === "opaqueredirect";
  return Promise.race([fetch(request), late]).then(
    (answer) => (leadsOn(answer) ? answer : onwards()),
    onwards,
  );
};

// The outreach page tells the dates of every town; no town is kept for itself.
const standIn = (pathname) => {
  const outreach = OUTREACH.find((root) => kept[root] && pathname.startsWith(root));
  if (outreach) return held(outreach);
  const page = OFFLINE[pathname.split("/")[1]] || OFFLINE[ORIGINAL];
  return held(kept[page] ? page : OFFLINE[ORIGINAL]);
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === EXIT) {
    event.respondWith(leave(request));
  } else if (known[pathname]) {
    const lasting = pathname.startsWith("/assets/"); // under an address their content never changes
    const answer = lasting
      ? held(pathname).then((found) => found || fetch(request))
      : fresh(pathname).catch(() => held(pathname).then((found) => found || standIn(pathname)));
    event.respondWith(answer);
    if (SEARCH[pathname]) event.waitUntil(keepSearch(Object.keys(SEARCH[pathname])).catch(() => {}));
  } else if (request.mode === "navigate" && !APART.some((root) => `${pathname}/`.startsWith(root))) {
    event.respondWith(fetch(request).catch(() => standIn(pathname)));
  }
});
