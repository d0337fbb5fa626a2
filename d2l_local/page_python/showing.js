// What a cell shows: printed lines, explorers, verdicts. What comes back from the worker was made by a
// reader's code: it becomes text, never HTML.
(() => {
  "use strict";

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

  /** Show a verdict as verdict.py shows it; its words are Python's. */
  function verdict({ lines, colour, progress }) {
    const box = made("div", "book-verdict");
    box.setAttribute("role", "status");
    box.style.borderColor = `var(--book-${colour})`;
    const done = made("p");
    done.dataset.progress = progress; // names.tellDone writes it
    box.append(...lines.map((line) => made("p", "", line)), done);
    return box;
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
    for (const one of verdicts) found.push(verdict(one));
    return found;
  }

  (window.pagePython ??= {}).showing = { elements, explorer, made, wake };
})();
