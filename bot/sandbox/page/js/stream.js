// The one stream of news from the stand-in, open while the window can be seen.

/** Calls `hears[name]` with each piece of news, and `hears.away` with whether the stand-in has gone. */
export function listen(hears) {
  let source = null;
  let again = 0;

  function open() {
    clearTimeout(again);
    source = new EventSource("/phones/stream");
    source.onopen = () => hears.away(false);
    source.onerror = () => {
      hears.away(true);
      // The browser tries again by itself after a lost connection, but not after a refusal.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, 1000);
    };
    for (const name of ["chats", "stage"]) {
      source.addEventListener(name, (event) => hears[name](JSON.parse(event.data)));
    }
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (!source) open();
  });
  // A page that waits in the browser's history must hold no connection.
  addEventListener("pagehide", close);
  addEventListener("pageshow", () => source || document.hidden || open());
  if (!document.hidden) open();
}
