// Edits and runs cells in the built page. edit_button.js loads this file when a reader asks for it; it
// loads MicroPython, starts the worker, and puts what a cell shows in place of what MXNet showed.
// What comes back from the worker was made by a reader's code: it becomes text, never HTML.
(() => {
  "use strict";

  // Seconds before a cell that does not end is ended.
  const patience = () => Number(document.documentElement.dataset.patience) || 30;
  const SOON = 250; // before the page says that it works
  const ADVICE = "Shift+Enter runs the cell. Escape, then Tab, leaves it.";
  const OURS =
    "Computed in this page by its own Python, whose numbers may differ from MXNet's in their last " +
    "digits. Reset brings MXNet's back.";

  const JUDGED = "Judged in this page by its own Python.";
  const NOTHING = "It ran, and shows nothing: let it end with explore(...) or check(...).";

  // The worker -----------------------------------------------------------------------------------

  const unpacked = async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  };

  let starting; // a promise of the worker's `ask`, or undefined when none runs
  let parts; // what the worker is made of

  /** Load what the worker needs, once. */
  async function load(names) {
    parts ??= (async () => {
      const scripts = ["micropython.js", "modules.js", `pages/${names.page}.js`];
      await Promise.all(scripts.map(names.load));
      const { module, wasm } = window.micropython;
      const { worker, modules, pages } = window.pagePython;
      names.statements = pages[names.page].statements;
      const packed = [module, wasm, pages[names.page].parts];
      const [text, compiled, judged] = await Promise.all(packed.map(unpacked));
      names.parts = JSON.parse(new TextDecoder().decode(judged)); // of the page's exercise
      // The module waits at its top level, which a classic script may not.
      const start = `const module = (async () => {${new TextDecoder().decode(text)}
        return { loadMicroPython }; })();`;
      return { address: URL.createObjectURL(new Blob([start, worker])), wasm: compiled, modules };
    })().catch((error) => {
      parts = undefined;
      throw error;
    });
    return parts;
  }

  /** Start a worker, unless one is there; return what asks it, and `end`, which ends it. */
  function started(names) {
    if (starting) return starting;
    const mine = (async () => {
      const { address, wasm, modules } = await load(names);
      const worker = new Worker(address);
      const waiting = new Map();
      let last = 0;
      const fail = (reason) => {
        for (const { reject } of waiting.values()) reject(new Error(reason));
        waiting.clear();
        worker.terminate();
        if (starting === mine) starting = undefined;
      };
      worker.onmessage = ({ data }) => {
        const { resolve, reject, tell } = waiting.get(data.id) ?? {};
        if (data.step) {
          tell?.(data.step);
          return;
        }
        waiting.delete(data.id);
        if (data.failure === undefined) resolve?.(data.answer);
        else {
          reject?.(new Error(data.failure));
          fail(data.failure); // what failed in the worker itself may have left it broken
        }
      };
      worker.onerror = (event) => fail(event.message || "the worker could not start");
      const ask = (message, tell) =>
        new Promise((resolve, reject) => {
          const id = ++last;
          waiting.set(id, { resolve, reject, tell });
          worker.postMessage({ id, ...message });
        });
      await ask({ wasm, modules });
      return { ask: (question, tell) => ask({ question }, tell), end: fail };
    })().catch((error) => {
      if (starting === mine) starting = undefined;
      throw error;
    });
    starting = mine;
    return mine;
  }

  // What a cell shows ----------------------------------------------------------------------------

  const ELEMENTS = ["svg", "g", "path", "line", "circle", "rect", "text", "tspan", "style"];
  const ATTRIBUTES =
    /^(class|d|x|y|[xy][12]|c[xy]|r|width|height|viewBox|fill|stroke|role|overflow|text-anchor|(stroke|font|aria)-[a-z]+)$/;
  const LEADS_AWAY = /url|:|\\/i; // CSS may write url( with a backslash
  const SMALL = "@media (max-width: 450px) {text {font-size: 15px}}";

  /** Copy a drawing, its known elements and attributes alone. */
  function drawn(text) {
    const source = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const copy = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
      if (!ELEMENTS.includes(node.localName)) return document.createTextNode("");
      const element = document.createElementNS("http://www.w3.org/2000/svg", node.localName);
      for (const { name, value } of node.attributes) {
        if (ATTRIBUTES.test(name) && !LEADS_AWAY.test(value)) element.setAttribute(name, value);
      }
      if (node.localName === "style") element.textContent = SMALL;
      else element.append(...[...node.childNodes].map(copy));
      return element;
    };
    return copy(source);
  }

  const made = (kind, name, text = "") => {
    const element = document.createElement(kind);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };

  /** Numbers as encoding.py writes them on CPython: their bytes apart, deflated, in base64. */
  async function packed(raw) {
    const bytes = Uint8Array.from(atob(raw.slice(1)), (letter) => letter.charCodeAt(0));
    const count = bytes.length / 4;
    const planes = bytes.map((_, i) => bytes[(i % count) * 4 + Math.floor(i / count)]);
    const stream = new Blob([planes]).stream().pipeThrough(new CompressionStream("deflate"));
    const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
    let text = "";
    for (let i = 0; i < deflated.length; i += 8192) {
      text += String.fromCharCode(...deflated.subarray(i, i + 8192));
    }
    return btoa(text);
  }

  /** Make an explorer as page.py makes it; `wake` lets the page's one script bring it to life. */
  async function explorer({ label, drawing, description, readout, spec }, isEarly) {
    for (const part of [spec, ...(spec.curves ?? [])]) {
      for (const key of ["x", "y", "slope", "quotient", "values"]) {
        if (part[key]?.startsWith("=")) part[key] = await packed(part[key]);
      }
    }
    const root = made("div", "explorer");
    root.dir = "ltr";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", label);
    const picture = made("img");
    const text = new XMLSerializer().serializeToString(drawn(drawing));
    picture.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    picture.alt = description;
    const data = made("script", "data", JSON.stringify(spec));
    data.type = "application/json";
    const line = made("p", "readout", readout);
    line.setAttribute("role", "status");
    const still = made(
      "p",
      "still",
      isEarly ? "Its sliders come when their positions are computed." : "",
    );
    root.append(picture, line, still);
    // An early one is left alone by the script, and shows its last line.
    if (isEarly) Object.assign(root.dataset, { waking: "", still: "" });
    else root.append(data);
    return root;
  }

  // The page's one script of explorers. It stands in the output of the last of them, and goes with it.
  const EXPLORERS = [...document.scripts].find(
    (one) => !one.type && one.textContent.includes("// Brings an explorer to life"),
  )?.textContent;

  /** Run the script of explorers once more: it finds those that it has not woken. */
  function wake() {
    if (!EXPLORERS) return;
    const again = made("script", "", EXPLORERS);
    document.body.append(again);
    again.remove();
  }

  const LOOK = {
    open: ["○", "Open", "parameter"],
    wrong: ["✗", "Not yet", "derivative"],
    right: ["✓", "Right", "function"],
  };

  /** Show a verdict as verdict.py shows it. */
  function verdict({ title, name, state, seen, hint }, names) {
    const [sign, word, colour] = LOOK[state];
    const box = made("div", "book-verdict");
    box.setAttribute("role", "status");
    box.style.borderColor = `var(--book-${colour})`;
    box.append(made("p", "", `${sign} ${word} (${name}, ${title}). ${seen}`));
    if (hint) box.append(made("p", "", state === "wrong" ? `Hint: ${hint}` : hint));
    box.append(made("p", "", `Exercise ${names.exercise}: 0 of ${names.count} parts done.`));
    return box;
  }

  // The editor -----------------------------------------------------------------------------------

  /** Keep a text in this browser, or forget it; the browser may refuse. */
  function keep(name, text) {
    try {
      if (text === null) localStorage.removeItem(name);
      else localStorage.setItem(name, text);
    } catch {
      // Then it lasts as long as the page.
    }
  }

  // A link that carries code -----------------------------------------------------------------------

  const MOST_LETTERS = 4000; // what a link carries; browsers and mail take addresses of that length
  // Letters that are not seen, or turn the order of those that are: code is read before it is run.
  const UNSEEN =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
  const TOO_LONG = `a link carries ${MOST_LETTERS.toLocaleString("en")} letters at most`;

  /** Return the address of this page that carries a text. */
  function addressWith(text, carries) {
    if ([...text].length > MOST_LETTERS) throw new Error(`The code is too long: ${TOO_LONG}.`);
    const bytes = String.fromCharCode(...new TextEncoder().encode(text));
    const code = btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    return location.href.split("#")[0] + carries + code;
  }

  /** Return the text that the fragment of an address carries. */
  function textOf(fragment, carries) {
    const code = fragment.slice(carries.length);
    if (code.length > MOST_LETTERS * 6)
      throw new Error(`The code of this link is too long: ${TOO_LONG}.`);
    let text;
    try {
      const bytes = atob(code.replace(/-/g, "+").replace(/_/g, "/"));
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)),
      );
    } catch {
      text = "";
    }
    if (!text.trim() || UNSEEN.test(text))
      throw new Error("The link is broken: it carries no code that can be read.");
    if ([...text].length > MOST_LETTERS)
      throw new Error(`The code of this link is too long: ${TOO_LONG}.`);
    return text;
  }

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
      const one = starting;
      starting = undefined;
      done();
      giveBack();
      says.textContent = why;
      (await one?.catch(() => undefined))?.end("Python was stopped with another cell");
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

    /** Return what a cell shows as elements. */
    async function elements({ charts, verdicts, printed }) {
      const found = [];
      if (printed) {
        const box = made("div", "output stream");
        box.append(made("pre", "printed", printed));
        found.push(box);
      }
      for (const chart of charts) found.push(await explorer(chart));
      names.count = Object.keys(names.parts).length;
      for (const one of verdicts) found.push(verdict(one, names));
      return found;
    }

    /** Show what a cell has shown; where it failed before it showed something, all stays. */
    function show({ charts, verdicts, error }, found) {
      giveBack();
      if (error) says.textContent = (error.line ? `Line ${error.line}: ` : "") + error.message;
      else if (charts.length) says.textContent = OURS;
      else if (verdicts.length)
        says.textContent = `${LOOK[verdicts.at(-1).state][1]}. ${JUDGED}`; // for who hears the page
      else says.textContent = found.length ? "" : NOTHING;
      if (found.length) {
        place.replaceChildren(...found);
        wake();
      }
      verdicts.forEach(remember);
      names.tellDone();
    }

    /** Keep which parts are done, as the quizzes keep which questions are. */
    function remember({ name, state }) {
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
        remember({ name, state: "open" });
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
