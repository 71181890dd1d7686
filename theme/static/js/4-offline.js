// A few pages for moments without a connection, the same for everybody; nothing where data are to be saved.
const { connection, serviceWorker } = navigator;

if (serviceWorker && !(connection && connection.saveData)) {
  addEventListener("load", () => serviceWorker.register("/sw.js").catch(() => {}));
}

// An offer to install could be seen by somebody else. Whoever wants to, finds it in the browser's menu.
addEventListener("beforeinstallprompt", (event) => event.preventDefault());
