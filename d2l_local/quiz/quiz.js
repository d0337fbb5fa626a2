// Judges the answers to the questions of a page, and remembers in this browser alone which were
// right. Python has written the questions, with an explanation for each option (form.py); this file
// adds what one answers with, and chooses which explanation to show.
(() => {
  "use strict";

  /** Where the browser keeps what was answered. It may refuse: then it lasts as long as the page. */
  const store = {
    read(key) {
      try {
        const names = JSON.parse(localStorage.getItem(key));
        return Array.isArray(names) ? names : [];
      } catch {
        return [];
      }
    },
    /** Keep these names, and say whether they will last. */
    write(key, names) {
      try {
        if (names.length) localStorage.setItem(key, JSON.stringify(names));
        else localStorage.removeItem(key);
        return true;
      } catch {
        return false;
      }
    },
  };

  /** Add an element of this kind, class and text to another; return it. */
  function added(parent, kind, name = "", text = "") {
    const element = document.createElement(kind);
    if (name) element.className = name;
    element.textContent = text;
    return parent.appendChild(element);
  }

  /** Give a form its radio buttons, its button and the place of its verdict. */
  function complete(form) {
    for (const label of form.querySelectorAll("label")) {
      const input = document.createElement("input");
      // Those of one name belong together within their form only.
      Object.assign(input, { type: "radio", name: "answer", value: label.textContent[0] });
      label.prepend(input);
    }
    const judge = document.createElement("div");
    judge.className = "judge";
    form.querySelector(".answers").before(judge);
    added(judge, "button", "", "Check").type = "submit";
    added(judge, "p", "verdict").setAttribute("role", "status");
  }

  /** Return under which key a quiz is kept; two books of one host keep theirs apart. */
  function keyOf(name) {
    const [alone, root] = [`d2l_local.quiz.${name}`, document.documentElement.dataset.content_root];
    if (root === undefined) return alone; // a notebook, which stands in no book
    const key = `d2l_local.quiz:${new URL(root, location.href).pathname}${name}`;
    const before = store.read(alone); // as built pages kept it formerly
    if (before.length && store.write(key, [...store.read(key), ...before])) store.write(alone, []);
    return key;
  }

  /** Bring the questions of one quiz to life. */
  function bringToLife(root) {
    const key = keyOf(root.dataset.name);
    const forms = [...root.querySelectorAll("form")];
    forms.forEach(complete);
    const line = added(root, "p", "score");
    const score = added(line, "span");
    score.setAttribute("role", "status");
    line.append(" ");
    const clearing = added(line, "button", "", "Clear my answers");
    clearing.type = "button";
    const known = forms.map((form) => form.dataset.name);
    const right = new Set();

    function remember() {
      for (const name of store.read(key)) if (known.includes(name)) right.add(name);
      tell(store.write(key, [...right]));
    }

    function tell(lasting, first = "") {
      for (const form of forms) form.toggleAttribute("data-done", right.has(form.dataset.name));
      const where = lasting
        ? "Only this browser remembers it."
        : "It is forgotten when you leave the page.";
      score.textContent =
        `${first}You have answered ${right.size} of ${forms.length} correctly.` +
        (right.size ? ` ${where}` : "");
    }

    function judge(form) {
      const inputs = [...form.querySelectorAll("input")];
      const chosen = inputs.findIndex((input) => input.checked);
      if (chosen < 0) {
        show(form, "", "Choose an answer first.");
        return;
      }
      const answer = form.querySelectorAll(".answers li")[chosen];
      const words = answer.querySelector("span").cloneNode(true);
      if ("right" in answer.dataset) {
        show(form, "right", "✓ Right.", words);
        right.add(form.dataset.name);
        remember();
      } else {
        show(form, "wrong", "✗ Not this one.", words);
      }
    }

    function show(form, kind, first = "", words = "") {
      const verdict = form.querySelector(".verdict");
      const start = document.createElement("strong");
      start.textContent = first;
      verdict.dataset.kind = kind;
      verdict.replaceChildren(...(first ? [start, " ", words] : []));
    }

    function clear() {
      right.clear();
      for (const form of forms) {
        form.reset();
        show(form, "");
      }
      tell(store.write(key, []), "Your answers are cleared. ");
    }

    for (const control of root.querySelectorAll("input, button")) {
      // JupyterLab would take the arrow keys and Enter for moving among its cells.
      control.dataset.lmSuppressShortcuts = "true";
    }
    for (const form of forms) {
      form.querySelector(".answers").hidden = true;
      form.addEventListener("change", () => show(form, ""));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        judge(form);
      });
    }
    clearing.addEventListener("click", clear);
    root.dataset.alive = "";
    remember();
    // What was answered right is chosen again, without a word: nobody has asked for it yet.
    for (const form of forms) {
      if (!right.has(form.dataset.name)) continue;
      const place = form.querySelector(".answers [data-right]");
      form.querySelectorAll("input")[[...place.parentNode.children].indexOf(place)].checked = true;
    }
  }

  document.querySelectorAll(".quiz:not([data-alive])").forEach(bringToLife);
})();
