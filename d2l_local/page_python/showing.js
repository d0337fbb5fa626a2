// What a cell shows: printed lines, explorers, verdicts. What comes back from the worker was made by a
// reader's code: it becomes text, never HTML.
(() => {
  "use strict";

  // What a drawing may consist of: all that Python draws with (svg.py), and nothing that leads away,
  // runs, or reaches what stands outside of it. A test holds that it leaves each drawing as it was.
  const ELEMENTS = ["svg", "g", "path", "line", "circle", "rect", "text", "tspan"];
  const ATTRIBUTES =
    /^(class|xmlns|d|x|y|[xy][12]|c[xy]|r|width|height|viewBox|role|overflow|visibility|text-anchor|data-curve|fill|fill-opacity|stroke|(stroke|font|aria)-[a-z]+)$/;
  const LEADS_AWAY = /url|\\/i; // CSS may write url( with a backslash
  // A class is one of a drawing's own: the page has others, which would put it above all the rest.
  const CLASSES = new Set(
    (
      "chart paper frame tick axis label above below plane here point ringed function derivative " +
      "beside quotient told tangent band crease dead corner"
    ).split(" "),
  );
  const SVG = "http://www.w3.org/2000/svg";

  /** Copy a drawing, its known elements and attributes alone; the style of a picture is left out. */
  function drawn(text) {
    const source = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const copy = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
      if (!ELEMENTS.includes(node.localName) || node.namespaceURI !== SVG) return [];
      const element = document.createElementNS(SVG, node.localName);
      for (const { name, value } of node.attributes) {
        if (!ATTRIBUTES.test(name) || (name !== "aria-label" && LEADS_AWAY.test(value))) continue;
        if (name === "class" && !value.split(" ").every((one) => CLASSES.has(one))) continue;
        element.setAttribute(name, value);
      }
      element.append(...[...node.childNodes].flatMap(copy));
      return [element];
    };
    const [chart] = source.localName === "svg" ? copy(source) : [];
    chart?.removeAttribute("overflow"); // it stays in its place
    return chart ?? document.createElementNS(SVG, "svg");
  }

  const made = (kind, name, text = "") => {
    const element = document.createElement(kind);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };

  /** Make an explorer as page.py makes it; `wake` lets the page's one script bring it to life. */
  function explorer({ label, drawing, description, readout, spec, more }, isEarly) {
    const root = made("div", "explorer");
    root.dir = "ltr";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", label);
    const chart = drawn(drawing);
    chart.setAttribute("aria-label", description);
    const data = made("script", "data", JSON.stringify(spec));
    data.type = "application/json";
    const line = made("p", "readout", readout);
    line.setAttribute("role", "status");
    const still = made(
      "p",
      "still",
      isEarly ? "Its sliders come when their positions are computed." : "",
    );
    root.append(chart, line, still);
    if (more) root.append(folded(more));
    // An early one is left alone by the script, and shows its last line.
    if (isEarly) Object.assign(root.dataset, { waking: "", still: "" });
    else root.append(data);
    return root;
  }

  /** What stands below a chart for who wants it, as page.py folds it. */
  function folded({ title, text, open }) {
    const details = made("details", "more");
    details.open = open;
    details.append(made("summary", "", title), made("pre", "", text));
    return details;
  }

  /** Ask the script of explorers for those that it has not woken. */
  const wake = () => document.dispatchEvent(new Event("explorers"));

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

  /** Return what a cell shows as elements, in the order in which it showed them. */
  function elements({ shown, charts, verdicts }) {
    const judged = [...verdicts];
    return shown.flatMap(({ printed, chart }) => {
      if (chart !== undefined) return [explorer(charts[chart])];
      if (printed === undefined) return judged.length ? [verdict(judged.shift())] : [];
      const box = made("div", "output stream");
      box.append(made("pre", "printed", printed));
      return printed ? [box] : [];
    });
  }

  (window.pagePython ??= {}).showing = { drawn, elements, explorer, made, wake };
})();
