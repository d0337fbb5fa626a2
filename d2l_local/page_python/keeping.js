// Keeps in the browser what a reader wrote, and which parts of an exercise are done.
(() => {
  "use strict";

  /** Keep a text in this browser, or forget it; the browser may refuse. */
  function keep(name, text) {
    try {
      if (text === null) localStorage.removeItem(name);
      else localStorage.setItem(name, text);
    } catch {
      // Then it lasts as long as the page.
    }
  }

  (window.pagePython ??= {}).keeping = { keep };
})();
