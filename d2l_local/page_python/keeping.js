// Keeps in the browser what a reader wrote, and which parts of an exercise are done.
//
// A text belongs to what its cell asks: a part, an explorer's label, a heading, or else to the code
// that stood there. Each opened page writes under keys of its own, so that two tabs never write over
// each other; a text that another one takes the place of is set aside. A kept text is an object:
// `book`, where its pages are; `of` and `name`, what it belongs to, `isAlone` where no other is called
// so; `original`, the code of the page that it was written over; `text`; `at`, when; `link`, the
// fragment it came with; `aside`, why it was set aside.
(() => {
  "use strict";

  const HERE = Math.random().toString(36).slice(2); // this page, as long as it is open
  const MOST_ASIDE = 5; // texts set aside for a cell; the oldest makes room
  const PROBE = "d2l_local.probe";

  /** Keep a text in this browser, or forget it; say why the browser refuses, or nothing. */
  function keep(key, text) {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return "";
    } catch (error) {
      return error?.name === "SecurityError"
        ? "this browser lets the page keep nothing"
        : "what this browser keeps for the book is full, or refused";
    }
  }

  /** Say why a text would not be kept, before one is written; nothing where it would. */
  function refusal() {
    const why = keep(PROBE, "x".repeat(20_000)); // as long as a cell may be
    return keep(PROBE, null) || why;
  }

  function read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** Return the keys that begin so. */
  function keysOf(start) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(start));
    } catch {
      return []; // the browser refuses; it is told when an editor opens
    }
  }

  /** Return all kept texts whose keys begin so, each with its key, the latest first. */
  function all(start) {
    const found = [];
    for (const key of keysOf(start)) {
      try {
        const one = JSON.parse(read(key));
        if (typeof one.text === "string") found.push({ ...one, key });
      } catch {
        // What stands there is not ours.
      }
    }
    return found.sort((one, other) => other.at - one.at);
  }

  const codeOf = (place) =>
    place.cell.querySelector(".cell_input pre").textContent.replace(/\n$/, "");

  /** Return the place of the page that a kept text belongs to, or undefined if there is none. */
  function placeOf(one, names) {
    const named = names.places.filter((place) => place.label === one.of);
    if (named[0]?.part) return named[0];
    const coded = names.places.filter((place) => place.original === one.original);
    const both = named.filter((place) => coded.includes(place));
    if (both.length) return both.find((place) => place.name === one.name) ?? both[0];
    if (coded.length === 1) return coded[0];
    return one.isAlone && named.length === 1 ? named[0] : undefined;
  }

  /** Take over what was kept under the number of a cell. */
  function takeOver(names) {
    for (const key of keysOf(names.oldText)) {
      const [text, number] = [read(key), Number(key.slice(names.oldText.length))];
      const part = text.match(/\bcheck\(\s*["'](\w+)["']/)?.[1];
      const place =
        names.places.find((one) => part && one.part === part) ??
        names.places.find((one) => one.number === number && !one.part);
      const of = place?.label ?? (part ? `part ${part}` : `cell ${number + 1}`);
      const one = { of, name: place?.name ?? of, original: place?.original, text, at: 0 };
      if (!keep(`${names.text}${HERE}.old${number}`, JSON.stringify(one))) keep(key, null);
    }
  }

  /** Tell, before an editor is opened, what is kept, and what no cell of the page asks any more. */
  function tell(names) {
    prepare(names);
    tellDone(names);
    for (const place of names.places) {
      if (!place.editor && kept(names, place).latest)
        place.says.textContent = "What you wrote here last time is kept.";
    }
    for (const one of all(names.text)) {
      const words = `What you wrote for “${one.of}” is kept, but this page no longer asks for it:`;
      if (!placeOf(one, names)) offer(one, words);
    }
    if (!names.isFirst) return;
    for (const { page, ...one } of ofLostPages(names)) {
      const words = `What you wrote for “${one.of}” on the page ${page} is kept, but this book no longer has that page:`;
      offer(one, words);
    }
  }

  /** Return the kept texts of pages that the book no longer has, each with the name of its `page`. */
  function ofLostPages(names) {
    const found = all(names.texts)
      .filter(({ book = names.book }) => book === names.book) // another may stand in its folder
      .map((one) => ({
        ...one,
        page: one.key.slice(names.texts.length, one.key.lastIndexOf(":")),
      }));
    for (const key of keysOf(names.oldTexts)) {
      const [, page, number] = key.slice(names.oldTexts.length).match(/^(.*)\.(\d+)$/) ?? [];
      if (page) found.push({ key, page, of: `cell ${Number(number) + 1}`, text: read(key) });
    }
    return found.filter(({ page }) => !window.pagePython.every.includes(page));
  }

  /** Show a text that no cell asks for, to be copied or forgotten. */
  function offer(one, words) {
    const box = document.createElement("div");
    box.className = "page-python is-left";
    const say = box.appendChild(document.createElement("span"));
    say.setAttribute("role", "status");
    say.textContent = words;
    const pre = box.appendChild(document.createElement("pre"));
    pre.textContent = one.text;
    pre.tabIndex = 0; // it may scroll
    pre.setAttribute("aria-label", `What you wrote for ${one.of}`);
    const copy = document.createElement("button");
    copy.textContent = "Copy";
    copy.addEventListener("click", async () => {
      say.textContent = (await copied(one.text, pre)) ? "Copied." : "Select the text, and copy it.";
    });
    const forget = document.createElement("button");
    forget.textContent = "Forget it";
    forget.addEventListener("click", () => {
      keep(one.key, null);
      box.remove();
    });
    box.append(copy, forget);
    document.querySelector("article h1").after(box);
  }

  /** Copy a text; where the clipboard is out of reach, by the selection of what shows it. */
  async function copied(text, shown) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(shown);
      return document.execCommand("copy");
    }
  }

  /** Note the code of each place, and take over what was kept of old; once. */
  function prepare(names) {
    if (names.isPrepared) return;
    names.isPrepared = true;
    for (const place of names.places) place.original = codeOf(place);
    takeOver(names);
    addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(names.done)) tellDone(names);
    });
  }

  /** Return what is kept of a place: the `latest` text, and `others`, of other tabs or set aside. */
  function kept(names, place) {
    prepare(names);
    const found = all(names.text).filter((one) => placeOf(one, names) === place);
    const mine = `${names.text}${HERE}.${place.number}`;
    const current = found.filter((one) => !one.aside);
    const latest = current.find((one) => one.key === mine) ?? current[0];
    return { latest, others: found.filter((one) => one !== latest) };
  }

  /** Return what keeps the text of a place while it is edited. */
  function keeper(names, place) {
    const mine = `${names.text}${HERE}.${place.number}`;
    const { latest } = kept(names, place);
    let before = latest?.key; // what the text of this editor descends from: it goes when that is kept
    let written = null; // what stands under `mine`
    let count = 0;

    const belonging = () => ({
      book: names.book,
      of: place.label,
      name: place.name,
      isAlone: names.places.filter((one) => one.label === place.label).length === 1,
      original: place.original,
      at: Date.now(),
    });

    /** Keep a text as that of this editor. */
    function write(text, more) {
      return put(JSON.stringify({ ...belonging(), text, ...more }));
    }

    function put(text) {
      written = text;
      const why = keep(mine, written);
      if (!why && before && before !== mine) keep(before, null);
      if (!why) before = undefined;
      return why;
    }

    /** Keep a text beside that of the editor; `aside` says why. */
    function setAside(text, aside) {
      const old = all(names.text).filter((one) => one.aside && placeOf(one, names) === place);
      const one = { ...belonging(), text, aside };
      const why = keep(`${mine}.${++count}`, JSON.stringify(one));
      if (!why) {
        for (const other of old.filter((other, i) => other.text === text || i >= MOST_ASIDE - 1))
          keep(other.key, null);
      }
      return why;
    }

    // Another tab has forgotten what it began with, which is the text of this one.
    addEventListener("storage", ({ key, newValue }) => {
      if (key === mine && newValue === null && written !== null) keep(mine, written);
    });
    return {
      latest,
      write,
      forget: () => put(null),
      setAside,
      others: () => kept(names, place).others,
    };
  }

  // Progress -----------------------------------------------------------------------------------------

  let doneHere; // the parts that are done, as far as the browser did not keep them

  /** Return the parts that are done, those that the page no longer asks too. */
  function allDone(names) {
    let found = doneHere;
    try {
      found ??= JSON.parse(read(names.done) ?? read(names.oldDone));
    } catch {
      // What stands there is not ours.
    }
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  }

  /** Write into each verdict of the page which parts are done; Python has written the line. */
  function tellDone(names) {
    const found = allDone(names).filter((one) => names.places.some((place) => place.part === one));
    const which = found.length ? `: ${found.join(", ")}` : "";
    for (const line of document.querySelectorAll(".book-verdict [data-progress]")) {
      line.textContent = line.dataset.progress
        .replace("{done}", found.length)
        .replace("{which}", which);
    }
  }

  /** Keep whether a part is done; say why the browser refuses, or nothing. */
  function remember(names, part, isDone) {
    const right = new Set(allDone(names));
    if (!isDone) right.delete(part);
    else if (names.places.some((place) => place.part === part)) right.add(part);
    const found = [...right].sort();
    const why = keep(names.done, JSON.stringify(found));
    doneHere = why ? found : undefined;
    if (!why) keep(names.oldDone, null);
    tellDone(names);
    return why;
  }

  const keeping = { copied, keeper, prepare, refusal, remember, tell, tellDone };
  (window.pagePython ??= {}).keeping = keeping;
})();
