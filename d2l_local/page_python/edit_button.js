// Offers to edit a cell in the built page: one above an explorer, one that answers a part of an
// exercise, or one with the tag page-python. Nothing else is loaded before a reader asks, or comes
// by a link that carries code; then editor.js takes over.
(() => {
  "use strict";
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const book = new URL("../../", folder).href; // where the pages are
  const page = location.href
    .split(/[?#]/)[0]
    .replace(book, "")
    .replace(/\.html$/, "");
  const names = {
    page,
    carries: "#code=",
    text: `d2l_local.cell.${page}.`,
    done: `d2l_local.done.${page}`,
  };
  let loading;

  /** Run a classic script of the book, once; a page from a folder can load nothing else. */
  names.load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = folder + name;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${name} could not be loaded`));
      document.head.append(script);
    });

  /** What the browser keeps under a name; null where it keeps nothing, or refuses. */
  names.kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };

  /** Write into each verdict of the page which parts are done, in the words that Python left there. */
  names.tellDone = () => {
    let done = [];
    try {
      const kept = JSON.parse(names.kept(names.done));
      if (Array.isArray(kept)) done = kept.filter((one) => typeof one === "string");
    } catch {
      // What stands there is not ours.
    }
    const which = done.length ? `: ${done.join(", ")}` : "";
    for (const line of document.querySelectorAll(".book-verdict [data-progress]")) {
      const words = line.dataset.progress.replace("{which}", which);
      line.textContent = words.replace("{done}", done.length);
    }
    return done;
  };

  document.querySelectorAll("div.cell").forEach((cell, number) => {
    const output = cell.querySelector(".cell_output");
    const input = cell.querySelector(".cell_input");
    const isTagged = cell.classList.contains("tag_page-python");
    if (!input || !output || !(isTagged || output.querySelector(".explorer, .book-verdict")))
      return;
    const bar = document.createElement("p");
    bar.className = "page-python";
    const edit = bar.appendChild(document.createElement("button"));
    edit.type = "button";
    edit.textContent = "Edit";
    const says = bar.appendChild(document.createElement("span"));
    says.setAttribute("role", "status");
    if (names.kept(names.text + number))
      says.textContent = "What you wrote here last time is kept.";
    const open = async () => {
      const lacks = ["WebAssembly", "Worker", "DecompressionStream", "CompressionStream"].filter(
        (name) => !window[name],
      );
      if (lacks.length) {
        says.textContent = `This browser lacks ${lacks.join(", ")}, so code cannot run in this page. It runs in the notebook.`;
        return;
      }
      try {
        loading ??= names.load("editor.js");
        await loading;
        if (edit.isConnected) cell.fill = window.bookEditor(names, cell, number, bar);
        return true;
      } catch (error) {
        loading = undefined;
        says.textContent = `The editor does not start: ${error.message}. The cell runs in the notebook.`;
      }
    };
    edit.addEventListener("click", open);
    input.after(bar);
    if (cell.classList.contains("tag_page-python-link")) {
      const fromLink = async () => {
        if (location.hash.startsWith(names.carries) && (await open())) cell.fill(location.hash);
      };
      window.addEventListener("hashchange", fromLink);
      fromLink();
    }
  });
  names.tellDone();
})();
