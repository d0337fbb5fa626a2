// Edits and runs cells in the built page. edit_button.js loads this file and its rooms when a reader
// asks for it; what a cell shows comes in place of what MXNet showed.
(() => {
  "use strict";

  const { copied, keeper, prepare, refusal, remember, tellDone } = window.pagePython.keeping;
  const { addressWith, textOf } = window.pagePython.linking;
  const { started, end } = window.pagePython.asking;
  const { elements, explorer, made, wake } = window.pagePython.showing;
  const { editor } = window.pagePython.writing;

  // Seconds before a cell that does not end is ended.
  const patience = () => Number(document.documentElement.dataset.patience) || 30;
  const SOON = 250; // before the page says that it works
  const KEYS = "Shift+Enter runs the cell. Escape, then Tab, leaves it.";
  const OURS =
    "Computed in this page by its own Python, whose numbers may differ from MXNet's in their last " +
    "digits. Reset brings MXNet's back.";
  const JUDGED = "Judged in this page by its own Python.";
  const UNJUDGED = "This page's own Python cannot judge it.";
  const NOTHING = "It ran, and shows nothing: let it end with explore(...) or check(...).";
  const LINKED = "This code came with the link. Read it, then press Run.";
  const KEPT_LINKED = "This is the link's code as you changed it.";
  const REBUILT =
    "The page's own code of this cell has changed since you wrote this. Reset shows it, and keeps yours.";
  const OF_BEFORE = "Below stands what an earlier run showed, not what this code does.";
  const OF_MXNET =
    "Below stands what MXNet computed for the page's own code, not what this code does.";
  const ASIDE = {
    link: "Show what you wrote before the link",
    carried: "Show the code of the link",
    reset: "Show what you wrote before Reset",
    other: "Show what you wrote before you took another",
    undefined: "Show what was written in another tab",
  };

  document.head.append(made("style", "", window.pagePython.style));

  let current; // the editor whose cell runs: the page has one worker
  const unkept = new Set(); // the editors whose text the browser did not keep
  addEventListener("beforeunload", (event) => unkept.size && event.preventDefault());

  /** Return the editor of a place; `open` shows it, `fill` takes the code that a fragment carries. */
  window.bookEditor = (names, place) => {
    const lacks = ["WebAssembly", "Worker", "DecompressionStream", "CompressionStream"].filter(
      (name) => !window[name],
    );
    if (lacks.length) throw new Error(`this browser lacks ${lacks.join(", ")}`);
    prepare(names);
    const { cell, number, name, bar, edit } = place;
    const { original } = place;
    const shown = cell.querySelector(".cell_input .highlight, .cell_input pre");
    const output = cell.querySelector(".cell_output");
    const mxnet = [...output.childNodes];
    const keeps = keeper(names, place);
    const fromLast = keeps.latest;

    const button = (text, act) => {
      const one = made("button", "", text);
      one.type = "button";
      one.setAttribute("aria-label", `${text} the code of ${name}`);
      one.addEventListener("click", act);
      return one;
    };
    const line = (role, name) => {
      const one = made("span", name);
      one.setAttribute("role", role);
      return one;
    };
    const says = line("status", "says");
    const fails = line("alert", "fails");
    const keeping = line("status", "keeps");
    const others = made("span", "others");
    const stale = made("p", "stale");
    const advice = made("span", "advice", KEYS);
    advice.id = `advice-${number}`;
    fails.id = `advice-${number}-error`;
    const running = button("Run", run);
    const stopping = button("Stop", () => stop("Stopped."));
    const undoing = button("Undo", () => writing.undo());
    const copying = button("Copy", copy);
    undoing.classList.add("touch");
    stopping.hidden = true;
    const linking = cell.classList.contains("tag_page-python-link") ? [button("Link", link)] : [];
    const resetting = button("Reset", reset);
    const closing = button("Close", close);
    const buttons = [running, stopping, undoing, resetting, copying, ...linking, closing];
    const writing = editor(fromLast?.text ?? original, {
      label: `Code of ${name}`,
      describedBy: advice.id,
      run,
      leave: () => running.focus(),
      changed,
    });
    shown.after(writing.root);

    const tell = (text) => {
      fails.textContent = "";
      says.textContent = text;
    };
    const complain = (text) => {
      says.textContent = "";
      fails.textContent = `✗ ${text}`;
    };

    let fragment = fromLast?.link; // what the text came with
    let isOpened = false;
    let refused = ""; // why the text before this one is not set aside

    /** Show the editor, and say what is kept, and whether the next letter will be. */
    function open() {
      bar.replaceChildren(...buttons, advice, says, fails, keeping, others);
      shown.hidden = true;
      writing.root.hidden = false;
      tellWhose(writing.text());
      writing.focus();
      tellKept(refusal());
      if (isOpened) return tell("");
      isOpened = true;
      if (fromLast && fromLast.original !== undefined && fromLast.original !== original)
        tell(REBUILT);
      const begun = performance.now();
      started(names).then(() => {
        cell.dataset.ready = Math.round(performance.now() - begun);
        if (!says.textContent && !fails.textContent) tell("Python is ready.");
      }, failed);
    }

    /** Show the cell's own code again; the text stays in the editor, with all its edits. */
    function close() {
      writing.root.hidden = true;
      shown.hidden = false;
      tellWhose(original);
      place.says.textContent =
        writing.text() === original ? "" : "What you wrote is kept: Edit shows it.";
      bar.replaceChildren(edit, place.says);
      edit.focus();
    }

    // Keeping --------------------------------------------------------------------------------------

    /** Keep the text after each edit. */
    function changed() {
      const text = writing.text();
      // What the link carries is kept by the link itself.
      const isOwn = text !== original && text !== linked();
      if (isOwn) tellKept(keeps.write(text, { link: fragment }));
      else tellKept(refused || keeps.forget()); // what is kept nowhere else stays
      if (isOwn && keeping.textContent) unkept.add(place);
      else unkept.delete(place);
    }

    function linked() {
      try {
        return fragment && textOf(fragment, names.carries);
      } catch {
        return undefined;
      }
    }

    /** Say that the browser refuses to keep a text, and offer those that are kept beside it. */
    function tellKept(why) {
      const words = why && `Nothing that you write here is kept: ${why}. Copy it before you leave.`;
      if (keeping.textContent !== words) keeping.textContent = words;
      const text = writing.text();
      const found = keeps.others().filter((one) => one.text !== text);
      const carried = linked();
      if (carried && carried !== text)
        found.push({ text: carried, aside: "carried", link: fragment });
      const offered = found.map((one) => {
        const show = made("button", "", ASIDE[one.aside] ?? ASIDE.other);
        show.type = "button";
        show.addEventListener("click", () => {
          setAside("other");
          if (refused) return;
          fragment = one.link;
          writing.replace(one.text);
          tellWhose(one.text);
          writing.focus();
          tell("Undo brings back what stood here.");
        });
        return show;
      });
      others.replaceChildren(...offered);
    }

    /** Keep the text apart, if it is the reader's own, before another takes its place. */
    function setAside(why) {
      const text = writing.text();
      const isOwn = text !== original && text !== linked();
      refused = isOwn ? keeps.setAside(text, why) : "";
      if (isOwn) tellKept(refused);
    }

    addEventListener("storage", ({ key }) => {
      if (!key?.startsWith(names.text) || !bar.contains(others)) return;
      const count = others.childElementCount;
      tellKept("");
      if (others.childElementCount > count)
        tell("This cell was edited in another tab too. Both texts are kept.");
    });

    // Running --------------------------------------------------------------------------------------

    let turn = 0; // of the run whose outcome is shown
    let isRunning = false;
    let before; // what stood there when a run showed its first picture early
    let printed = ""; // so far, by the run that is on
    let source = original; // what it runs
    let shownOf = original; // what showed that which stands in the output

    /** Return what the cell runs after: the statements above it, those of edited cells as they stand. */
    function above() {
      const edited = editedPlaces((one) => one.number < number);
      const kept = names.statements.filter(
        (one) => one.cell < number && !edited.some((other) => other.number === one.cell),
      );
      for (const one of edited) {
        const source = one.editor.text();
        const { problem, text, lines, uses, defines } = window.readCell(source);
        const unit = { cell: one.number, source, edited: true };
        if (problem) {
          const lost = names.statements.filter((other) => other.cell === one.number);
          const begun = [...source.matchAll(/^(?:(?:def|class) +(\w+)|(\w+) *=(?!=))/gm)];
          unit.defines = [
            ...lost.flatMap((other) => other.defines),
            ...begun.map(([, made, set]) => made ?? set),
          ];
          unit.problem = `line ${problem.line}: ${problem.message}`;
        } else Object.assign(unit, { text, lines, uses, defines });
        kept.push(unit);
      }
      return kept.sort((one, other) => one.cell - other.cell);
    }

    /** Return the names that edited cells below define. */
    function below() {
      const found = {};
      for (const one of editedPlaces((one) => one.number > number)) {
        for (const word of window.readCell(one.editor.text()).defines ?? []) found[word] = one.name;
      }
      return found;
    }

    const editedPlaces = (where) =>
      names.places.filter((one) => where(one) && one.editor?.isEdited());

    async function run() {
      if (current)
        await current.stop(current === self ? "Stopped." : "Stopped: another cell was run.");
      current = self;
      const mine = ++turn;
      isRunning = true;
      printed = "";
      source = writing.text();
      const begun = performance.now();
      tell("");
      writing.mark(null);
      const soon = setTimeout(() => {
        tell("It runs…");
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
        if (mine !== turn) return;
        // They are long, and Python reads them anew for each run.
        const parts = /\bcheck\b/.test(source) ? names.parts : {};
        const question = { source, statements: above(), parts, below: below() };
        const answer = await ask(question, (step) => {
          if (mine !== turn) return;
          if (step.printed !== undefined) printed = step.printed;
          if (step.early) {
            early = showEarly(step.early, mine);
            early.catch(() => {}); // it is awaited below
          } else if (step.count && !stopping.hidden)
            tell(`It runs: ${step.done} of ${step.count} positions.`);
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
      if (current === self) current = undefined;
      if (document.activeElement === stopping) running.focus();
      stopping.hidden = true;
    }

    async function stop(why) {
      if (!isRunning) return;
      turn += 1;
      done();
      giveBack();
      if (printed) put(printedLines(), source);
      else markStale();
      tell(why);
      await end("Python was stopped with another cell");
    }

    const printedLines = () => {
      const box = made("div", "output stream");
      box.append(made("pre", "printed", printed));
      return [box];
    };

    function failed(error) {
      giveBack();
      markStale();
      complain(`It did not run: ${error.message}. The cell runs in the notebook.`);
    }

    async function showEarly(chart, mine) {
      const picture = await explorer(chart, true);
      if (mine !== turn) return;
      before ??= [...output.childNodes];
      output.classList.remove("is-stale");
      output.replaceChildren(picture);
    }

    /** Put back what an early picture has replaced. */
    function giveBack() {
      if (before) output.replaceChildren(...before);
      before = undefined;
    }

    /** Say of what stands in the output that it is not of this code. */
    function markStale() {
      if (writing.text() === original && output.firstChild === mxnet[0]) return;
      stale.textContent = output.contains(mxnet[0]) ? OF_MXNET : OF_BEFORE;
      output.classList.add("is-stale");
      output.prepend(stale);
    }

    /** Say of what stands in the output whether it is that of a code, which is seen from now on. */
    function tellWhose(code) {
      if (code === shownOf) {
        stale.remove();
        output.classList.remove("is-stale");
      } else if (!before) markStale();
    }

    /** Show these elements alone, as those of this code. */
    function put(found, code) {
      shownOf = code;
      output.classList.remove("is-stale");
      output.replaceChildren(...found);
    }

    /** Show what a cell has shown; where it failed before it showed something, all stays, marked. */
    function show({ charts, verdicts, error }, found) {
      giveBack();
      if (error) {
        complain((error.line ? `Line ${error.line}: ` : "") + error.message);
        writing.mark(error.line ?? null);
      } else if (charts.length) tell(OURS);
      else if (verdicts.length) {
        const { word, state } = verdicts.at(-1); // for who hears the page
        tell(state === "notebook" ? UNJUDGED : `${word}. ${JUDGED}`);
      } else tell(found.length ? "" : NOTHING);
      if (found.length) {
        put(found, source);
        wake();
      } else markStale();
      for (const { name, state } of verdicts) {
        // What cannot be judged here, or is open again, stays done.
        if (state !== "right" && state !== "wrong") continue;
        const why = remember(names, name, state === "right");
        if (why) tellKept(why);
      }
      tellDone(names);
    }

    // The buttons ----------------------------------------------------------------------------------

    async function reset() {
      await stop("Stopped.");
      setAside("reset");
      fragment = undefined;
      writing.replace(original);
      writing.mark(null);
      put(mxnet, original);
      for (const [, , part] of original.matchAll(/\bcheck\(\s*(['"])(.*?)\1/g))
        remember(names, part, false);
      tell("The cell and what it showed are as before.");
      tellDone(names);
    }

    async function copy() {
      const isCopied = await copied(writing.text(), writing.content);
      copying.focus();
      tell(
        isCopied
          ? "Copied: the cell runs in the notebook as it is."
          : "The browser does not let a page copy. Select the text, and copy it.",
      );
    }

    async function link() {
      let address;
      try {
        address = addressWith(writing.text(), names.carries);
        await navigator.clipboard.writeText(address);
        tell("Copied: an address of this page that carries your code.");
      } catch (error) {
        if (address) tell(`Copy this address, which carries your code: ${address}`);
        else complain(error.message);
      }
    }

    /** Put the code that a link carries into the editor. It is kept when a reader changes it. */
    async function fill(carried) {
      try {
        const text = textOf(carried, names.carries);
        await stop("Stopped.");
        if (fragment === carried && writing.text() !== text) {
          tell(KEPT_LINKED); // the same address again, or the page was loaded anew
        } else {
          setAside("link");
          fragment = carried;
          writing.replace(text);
          put(mxnet, original);
          tellWhose(text);
          tell(LINKED);
        }
      } catch (error) {
        complain(error.message);
      }
      cell.scrollIntoView({ block: "start" });
    }

    const isEdited = () => writing.text() !== original;
    const self = { open, fill, stop, isEdited, text: writing.text };
    return self;
  };
})();
