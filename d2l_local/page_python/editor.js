// Edits and runs cells in the built page. edit_button.js loads this file and its rooms when a reader
// asks for it; what a cell shows comes in place of what MXNet showed.
(() => {
  "use strict";

  const { keep } = window.pagePython.keeping;
  const { addressWith, textOf } = window.pagePython.linking;
  const { started, end } = window.pagePython.asking;
  const { elements, explorer, made, wake } = window.pagePython.showing;

  // Seconds before a cell that does not end is ended.
  const patience = () => Number(document.documentElement.dataset.patience) || 30;
  const SOON = 250; // before the page says that it works
  const ADVICE = "Shift+Enter runs the cell. Escape, then Tab, leaves it.";
  const OURS =
    "Computed in this page by its own Python, whose numbers may differ from MXNet's in their last " +
    "digits. Reset brings MXNet's back.";

  const JUDGED = "Judged in this page by its own Python.";
  const NOTHING = "It ran, and shows nothing: let it end with explore(...) or check(...).";

  /** Open the editor of a cell. `bar` is where its button stands, and the place of its words.
   *  Returns what fills it with the code that a fragment carries, and runs nothing. */
  window.bookEditor = (names, cell, number, bar) => {
    const shown = cell.querySelector(".cell_input .highlight, .cell_input pre");
    const original = cell.querySelector(".cell_input pre").textContent.replace(/\n$/, "");
    const place = cell.querySelector(".cell_output");
    const mxnet = [...place.childNodes];
    const key = names.text + number;

    const area = made("textarea");
    Object.assign(area, {
      spellcheck: false,
      autocapitalize: "off",
      value: names.kept(key) ?? original,
    });
    area.setAttribute("autocorrect", "off");
    area.setAttribute("aria-label", "Code of this cell");
    area.setAttribute("aria-describedby", `advice-${number}`);
    const fit = () => (area.rows = Math.min(30, area.value.split("\n").length + 1));
    shown.hidden = true;
    shown.after(area);
    fit();

    const button = (text, act) => {
      const one = made("button", "", text);
      one.type = "button";
      one.addEventListener("click", act);
      return one;
    };
    const says = made("span");
    says.setAttribute("role", "status");
    const advice = made("span", "advice", ADVICE);
    advice.id = `advice-${number}`;
    const running = button("Run", run);
    const stopping = button("Stop", () => stop("Stopped."));
    const copying = button("Copy", copy);
    stopping.hidden = true;
    const linking = cell.classList.contains("tag_page-python-link") ? [button("Link", link)] : [];
    bar.replaceChildren(
      running,
      stopping,
      button("Reset", reset),
      copying,
      ...linking,
      advice,
      says,
    );
    area.focus();
    area.addEventListener("input", () => {
      fit();
      keep(key, area.value === original ? null : area.value);
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.shiftKey) {
        event.preventDefault();
        run();
      } else if (event.key === "Escape") {
        running.focus();
      } else if (event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        area.setRangeText("    ", area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input"));
      } else if (event.key === "Enter") {
        event.preventDefault();
        const line = area.value.slice(0, area.selectionStart).split("\n").at(-1);
        const indent = line.match(/^ */)[0] + (line.trimEnd().endsWith(":") ? "    " : "");
        area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input"));
      }
    });
    const begun = performance.now();
    started(names).then(() => {
      cell.dataset.ready = Math.round(performance.now() - begun);
      if (!says.textContent) says.textContent = "Python is ready.";
    }, failed);

    let turn = 0; // of the run whose outcome is shown
    let isRunning = false;
    let before; // what stood there when a run showed its first picture early

    async function run() {
      if (isRunning) await stop("Stopped.");
      const mine = ++turn;
      isRunning = true;
      const source = area.value;
      const begun = performance.now();
      says.textContent = "";
      const soon = setTimeout(() => {
        says.textContent = "It runs…";
        stopping.hidden = false;
      }, SOON);
      const limit = patience();
      const late = setTimeout(
        () => stop(`The cell ran for ${limit} seconds, and was ended.`),
        limit * 1000,
      );
      let early;
      try {
        const { ask } = await started(names);
        const statements = names.statements.filter((one) => one.cell < number);
        // They are long, and Python reads them anew for each run.
        const parts = /\bcheck\b/.test(source) ? names.parts : {};
        const answer = await ask({ source, statements, parts }, (step) => {
          if (mine !== turn) return;
          if (step.early) {
            early = showEarly(step.early, mine);
            early.catch(() => {}); // it is awaited below
          } else if (!stopping.hidden)
            says.textContent = `It runs: ${step.done} of ${step.count} positions.`;
        });
        await early;
        const found = await elements(answer);
        if (mine !== turn) return;
        show(answer, found);
        cell.dataset.took = Math.round(performance.now() - begun);
      } catch (error) {
        if (mine === turn) failed(error);
      } finally {
        clearTimeout(soon);
        clearTimeout(late);
        if (mine === turn) done();
      }
    }

    /** Nothing runs any more: the button Stop goes, and leaves its focus to Run. */
    function done() {
      isRunning = false;
      if (document.activeElement === stopping) running.focus();
      stopping.hidden = true;
    }

    async function stop(why) {
      turn += 1;
      done();
      giveBack();
      says.textContent = why;
      await end("Python was stopped with another cell");
    }

    function failed(error) {
      giveBack();
      says.textContent = `It did not run: ${error.message}. The cell runs in the notebook.`;
    }

    async function showEarly(chart, mine) {
      const picture = await explorer(chart, true);
      if (mine !== turn) return;
      before ??= [...place.childNodes];
      place.replaceChildren(picture);
    }

    /** Put back what an early picture has replaced. */
    function giveBack() {
      if (before) place.replaceChildren(...before);
      before = undefined;
    }

    /** Show what a cell has shown; where it failed before it showed something, all stays. */
    function show({ charts, verdicts, error }, found) {
      giveBack();
      if (error) says.textContent = (error.line ? `Line ${error.line}: ` : "") + error.message;
      else if (charts.length) says.textContent = OURS;
      else if (verdicts.length) {
        const { word, state } = verdicts.at(-1); // for who hears the page
        says.textContent = state === "notebook" ? `${word}.` : `${word}. ${JUDGED}`;
      }
      else says.textContent = found.length ? "" : NOTHING;
      if (found.length) {
        place.replaceChildren(...found);
        wake();
      }
      verdicts.forEach(remember);
      names.tellDone();
    }

    /** Keep which parts are done, as the quizzes keep which questions are. Only a wrong answer, or
     *  Reset, takes a part away. */
    function remember({ name, state }) {
      if (state === "open" || state === "notebook") return;
      const right = new Set(names.tellDone());
      right.delete(name);
      if (state === "right" && Object.hasOwn(names.parts ?? {}, name)) right.add(name);
      keep(names.done, right.size ? JSON.stringify([...right].sort()) : null);
    }

    async function reset() {
      if (isRunning) await stop("Stopped.");
      area.value = original;
      fit();
      keep(key, null);
      place.replaceChildren(...mxnet);
      for (const [, , name] of original.matchAll(/\bcheck\(\s*(['"])(.*?)\1/g))
        remember({ name, state: "reset" });
      says.textContent = "The cell and what it showed are as before.";
      names.tellDone();
    }

    async function copy() {
      let isCopied = true;
      try {
        await navigator.clipboard.writeText(area.value);
      } catch {
        area.select(); // where the clipboard itself is out of reach
        isCopied = document.execCommand("copy");
        copying.focus();
      }
      says.textContent = isCopied
        ? "Copied: the cell runs in the notebook as it is."
        : "The browser does not let a page copy. Select the text, and copy it.";
    }

    async function link() {
      let address;
      try {
        address = addressWith(area.value, names.carries);
        await navigator.clipboard.writeText(address);
        says.textContent = "Copied: an address of this page that carries your code.";
      } catch (error) {
        says.textContent = address
          ? `Copy this address, which carries your code: ${address}`
          : error.message;
      }
    }

    /** Put the code that a link carries into the editor. It is kept when a reader changes it. */
    async function fill(fragment) {
      try {
        const text = textOf(fragment, names.carries);
        if (isRunning) await stop("Stopped.");
        area.value = text;
        fit();
        place.replaceChildren(...mxnet);
        says.textContent = "This code came with the link. Read it, then press Run.";
      } catch (error) {
        says.textContent = error.message;
      }
      cell.scrollIntoView({ block: "start" });
    }

    return fill;
  };
})();
