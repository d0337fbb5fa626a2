// Offers to edit a cell in the built page: one above an explorer, one that answers a part of an
// exercise, or one with the tag page-python. Nothing else is loaded before a reader asks, has
// something kept here, or comes by a link that carries code; then editor.js takes over.
(() => {
  "use strict";
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const book = new URL("../../", folder); // where the pages are
  const page = location.href
    .split(/[?#]/)[0]
    .replace(book.href, "")
    .replace(/\.html$/, "")
    .replace(/(^|\/)$/, "$1index");
  const names = {
    page,
    carries: "#code=",
    // Two books of one host keep apart what they keep. Formerly no address was in it.
    book: book.pathname,
    isFirst: /(^|\/)index$/.test(page), // it tells what is kept for pages that are gone
    texts: `d2l_local.text:${book.pathname}`,
    oldTexts: "d2l_local.cell.",
    text: `d2l_local.text:${book.pathname}${page}:`,
    done: `d2l_local.done:${book.pathname}${page}`,
    oldText: `d2l_local.cell.${page}.`,
    oldDone: `d2l_local.done.${page}`,
    places: [],
  };
  const loading = {};

  /** Run a classic script of the book, once; a page from a folder can load nothing else. */
  names.load = (name) =>
    (loading[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = folder + name;
      script.onload = resolve;
      script.onerror = () => {
        delete loading[name]; // the next one tries again
        reject(new Error(`${name} could not be loaded`));
      };
      document.head.append(script);
    }));

  document.querySelectorAll("div.cell").forEach((cell, number) => {
    const output = cell.querySelector(".cell_output");
    const input = cell.querySelector(".cell_input");
    const chart = output?.querySelector(".explorer");
    const isTagged = cell.classList.contains("tag_page-python");
    if (!input || !output || !(isTagged || chart || output.querySelector(".book-verdict"))) return;
    const part = input.textContent.match(/\bcheck\(\s*["'](\w+)["']/)?.[1];
    const title = cell.closest("section")?.querySelector("h1, h2, h3")?.firstChild.textContent;
    const label = part ? `part ${part}` : (chart?.getAttribute("aria-label") ?? title);
    const alike = names.places.filter((place) => place.label === label).length;
    const name = alike ? `${label} (${alike + 1})` : label;
    const bar = document.createElement("div");
    bar.className = "page-python";
    const edit = bar.appendChild(document.createElement("button"));
    edit.type = "button";
    edit.textContent = "Edit";
    edit.setAttribute("aria-label", `Edit the code of ${name}`);
    const says = bar.appendChild(document.createElement("span"));
    says.setAttribute("role", "status");
    const place = { cell, number, part, label, name, bar, edit, says };
    names.places.push(place);
    const open = async () => {
      try {
        await Promise.all(["editor.js", "codemirror.js"].map(names.load));
        place.editor ??= window.bookEditor(names, place);
        place.editor.open();
        return true;
      } catch (error) {
        says.textContent = `The editor does not start: ${error.message}. The cell runs in the notebook.`;
      }
    };
    edit.addEventListener("click", open);
    input.after(bar);
    if (cell.classList.contains("tag_page-python-link")) {
      const fromLink = async () => {
        if (location.hash.startsWith(names.carries) && (await open()))
          place.editor.fill(location.hash);
      };
      window.addEventListener("hashchange", fromLink);
      fromLink();
    }
  });
  try {
    const ours = names.isFirst
      ? [names.texts, names.oldTexts]
      : [names.text, names.done, names.oldText, names.oldDone];
    if (Object.keys(localStorage).some((key) => ours.some((start) => key.startsWith(start))))
      names.load("editor.js").then(() => window.pagePython.keeping.tell(names));
  } catch {
    // The browser refuses: it is told when an editor opens.
  }
})();
