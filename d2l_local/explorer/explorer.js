// Brings an explorer to life. Python has drawn the picture and computed every number (chart.py,
// plane.py); this file builds the sliders and chooses which row of numbers to show. It serves both forms
// of an explorer: as the module of a live widget, and in the HTML that a page without a kernel shows.

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The bytes that encoding.py has deflated. */
async function inflate(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Numbers from the text that encoding.py writes: float32, its four bytes apart; behind "=", which the
 * page's own Python writes, as they are.
 */
async function decode(text) {
  if (text.startsWith("=")) return new Float32Array(bytesOf(text.slice(1)).buffer);
  const planes = await inflate(text);
  const bytes = new Uint8Array(planes.length);
  const count = planes.length / 4;
  for (let i = 0; i < planes.length; i++)
    bytes[(i % count) * 4 + Math.floor(i / count)] = planes[i];
  return new Float32Array(bytes.buffer);
}

/** Texts in lists, from the text that encoding.py writes; the page's Python leaves them as lists. */
const decodeText = async (value) =>
  typeof value === "string" ? JSON.parse(new TextDecoder().decode(await inflate(value))) : value;

/** A number as people write it: so many significant digits, a true minus sign (words.py). */
function write(number, digits = 4) {
  const short = Number(number.toPrecision(digits));
  const [factor, exponent] = short.toExponential().split("e");
  const plain = exponent >= -6 && exponent < Math.max(7, digits);
  const raised = [...exponent].map((letter) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[letter] ?? "⁻".repeat(letter === "-"));
  return (plain ? String(short) : `${factor} × 10${raised.join("")}`).replace("-", "−");
}

/** How one position of a slider is written: its number, or its name. */
function labelAt({ labels, low, step, decimals, digits }, position) {
  if (labels) return labels[position];
  const value = low + step * position;
  return write(decimals > 100 ? value : Number(value.toFixed(decimals)) + 0, digits);
}

/** Which row, of those that some of the sliders number, belongs to these positions. */
const rowOf = (spec, uses, positions) =>
  uses.reduce((sum, i) => sum * spec.sliders[i].count + positions[i], 0);

/** "k = 2; a note. At x = 1: ": the sliders of a point are the last ones. */
function settings(spec, positions, ofPoint) {
  const told = positions.map((p, i) => `${spec.sliders[i].name} = ${labelAt(spec.sliders[i], p)}`);
  const point = told.splice(-ofPoint);
  const words = told.length ? [told.join(", ")] : [];
  if (spec.note) words.push(spec.note.texts[rowOf(spec, spec.note.uses, positions)]);
  return `${words.join("; ")}${words.length ? ". " : ""}At ${point.join(", ")}: `;
}

/** A name in which {slider} stands for where that slider stands. */
const named = (spec, name, positions) =>
  spec.sliders.reduce(
    (words, slider, i) => words.replaceAll(`{${slider.name}}`, labelAt(slider, positions[i])),
    name,
  );

/** Set attributes, numbers to a hundredth. */
function place(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? value.toFixed(2) : value);
  }
}

// The views. Each takes what Python tells of it, and its drawing. It returns what shows it with its
// sliders at some positions and gives the words.

/** Curves over x, and their derivatives below (chart.py). */
async function curvesView(spec, chart) {
  const part = (name) => chart.querySelector(name);
  const [above, below] = spec.panels;
  const x = await decode(spec.x);
  for (const curve of spec.curves) {
    for (const key of ["y", "slope", "quotient"]) curve[key] &&= await decode(curve[key]);
  }
  const sx = (value) => ((value - spec.xlim[0]) / (spec.xlim[1] - spec.xlim[0])) * spec.width;
  const sy = (value, { lim, height, logarithmic }) =>
    ((lim[1] - (logarithmic ? Math.log10(value) : value)) / (lim[1] - lim[0])) * height;
  const at = (i, value, panel) => `${sx(x[i]).toFixed(2)},${sy(value, panel).toFixed(2)}`;
  const joined = (values, panel) =>
    values
      .map((v, i) => (isNaN(v) ? "" : (i && !isNaN(values[i - 1]) ? "L" : "M") + at(i, v, panel)))
      .join("");
  const beside = [...chart.querySelectorAll(".above .beside")];
  const besideBelow = [...chart.querySelectorAll(".below .beside")];

  function show(positions) {
    const here = positions.at(-1);
    const xLabel = (i) => labelAt(spec.sliders.at(-1), i);
    const px = sx(x[here]);
    for (const line of chart.querySelectorAll(".here")) place(line, { x1: px, x2: px });
    const told = [];
    let complaints = "";
    const thin = [...beside];
    const thinBelow = [...besideBelow];
    spec.curves.forEach(({ name: as, uses, y, slope, quotient, wrong }, number) => {
      const row = rowOf(spec, uses, positions);
      const name = named(spec, as, positions);
      for (const one of chart.querySelectorAll(`[data-curve="${number}"]`)) {
        one.firstChild.data = name;
      }
      const of = (numbers) => Array.from(numbers.subarray(row * x.length, (row + 1) * x.length));
      const heights = of(y);
      place(number ? thin.shift() : part(".above .function"), { d: joined(heights, above) });
      if (!number) place(part(".above .point"), { cx: px, cy: sy(heights[here], above) });
      let words = `${name} = ${write(heights[here], above.digits)}`;
      if (slope) {
        const slopes = of(slope);
        words += `, ${spec.derivative} = ${write(slopes[here], below.digits)}`;
        if (number) {
          place(thinBelow.shift(), { d: joined(slopes, below) });
        } else {
          const dots = slopes.map((v, i) => (i % spec.stride ? "" : `M${at(i, v, below)}h0`));
          place(part(".below .derivative"), { d: dots.join("") });
          place(part(".below .point"), { cx: px, cy: sy(slopes[here], below) });
          if (part(".tangent")) place(part(".tangent"), tangent(px, heights[here], slopes[here]));
        }
        if (quotient) {
          const quotients = of(quotient);
          if (!number) {
            place(part(".below .quotient"), { d: joined(quotients, below) });
            place(part(".told"), { visibility: wrong[row] ? "visible" : "hidden" });
          }
          if (wrong[row]) {
            const [first, last, worst, others] = wrong[row];
            const what = spec.source ? "slope" : spec.derivative;
            complaints += `. From ${spec.xlabel} = ${xLabel(first)} to ${xLabel(last)}${others}, `;
            complaints += `${spec.source ?? "autograd"} does not give the ${what}${number ? ` of ${name}` : ""}: `;
            complaints += `at ${xLabel(worst)} it says ${write(slopes[worst], below.digits)}, `;
            complaints += `the curve itself ${write(quotients[worst], below.digits)}`;
          }
        }
      }
      told.push(words);
    });
    return settings(spec, positions, 1) + told.join("; ") + complaints;
  }

  function tangent(px, height, slope) {
    const py = sy(height, above);
    const rise =
      ((slope * (spec.xlim[1] - spec.xlim[0])) / (above.lim[1] - above.lim[0])) *
      (above.height / spec.width);
    const reach = 70 / Math.hypot(1, rise);
    return { x1: px - reach, y1: py + reach * rise, x2: px + reach, y2: py - reach * rise };
  }

  return show;
}

/** A value, or a class, for each point of a plane, with its creases (plane.py). */
async function planeView(spec, chart) {
  const values = await decode(spec.values);
  const bands = await decodeText(spec.bands);
  const creases = spec.creases && (await decodeText(spec.creases.paths));
  const drawn = [...chart.querySelectorAll(".plane .band")];
  const [across, up] = spec.sliders.slice(-2).map(({ count }) => count);

  function show(positions) {
    const [i, j] = positions.slice(-2);
    const row = rowOf(spec, spec.uses, positions);
    drawn.forEach((band, number) => band.setAttribute("d", bands[row][number]));
    if (creases) {
      const path = creases[rowOf(spec, spec.creases.uses, positions)];
      chart.querySelector(".plane .crease").setAttribute("d", path);
    }
    const cx = (spec.side * i) / (across - 1);
    place(chart.querySelector(".point"), { cx, cy: spec.side * (1 - j / (up - 1)) });
    const value = values[row * across * up + i * up + j];
    const words = spec.classes ? spec.classes[value] : write(value, spec.digits);
    return `${settings(spec, positions, 2)}${spec.label} = ${words}`;
  }

  return show;
}

/** Those sliders that a pointer in the drawing moves, each with the share of its way. */
function under(spec, left, top) {
  const last = spec.sliders.length - 1;
  if (spec.curves) return [[last, (left - spec.left) / spec.width]];
  const share = 1 - (top - spec.top) / spec.side;
  return [
    [last - 1, (left - spec.left) / spec.side],
    [last, share],
  ];
}

/** The drawing: it stands in a built page (slim_page), and elsewhere in a picture, which it replaces. */
function chartOf(root) {
  const picture = root.querySelector("img");
  if (!picture) return root.querySelector(".chart");
  const drawn = decodeURIComponent(picture.src.slice(picture.src.indexOf(",") + 1));
  const chart = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  chart.setAttribute("aria-label", picture.alt);
  chart.querySelector("style").remove(); // of the picture alone: the page has its own
  picture.replaceWith(chart);
  return chart;
}

/**
 * Bring a picture to life. It shows what Python has drawn until it is moved for the first time.
 * @param {HTMLElement} root an element of class `explorer`
 * @param {(index: number, position: number) => void} ask called when the reader drags on it
 * @returns {[object, (positions: number[]) => void, () => Promise<void>]} what Python tells of it, what
 *   shows it with its sliders at these positions, those of the point last, and what reads its numbers
 */
function animate(root, ask) {
  const spec = JSON.parse(root.querySelector(".data").textContent);
  const chart = chartOf(root);
  const readout = root.querySelector(".readout");
  let reading, view, wanted;
  function show(positions) {
    wanted = positions;
    if (view) readout.textContent = view(positions);
    else read();
  }
  // A move that comes before the numbers are read is shown when they are.
  async function readNumbers() {
    view = await (spec.curves ? curvesView : planeView)(spec, chart);
    if (wanted) show(wanted);
    root.dataset.waking = "done";
  }
  const read = () => (reading ??= readNumbers().catch((error) => fail(root, error)));

  chart.addEventListener("pointerdown", (event) => {
    chart.setPointerCapture(event.pointerId); // past its edge the drag leads to the last position
    drag(event);
  });
  chart.addEventListener("pointermove", (event) => event.buttons && drag(event));
  function drag(event) {
    const { left, top, width } = chart.getBoundingClientRect();
    const unit = width / chart.viewBox.baseVal.width;
    const at = [(event.clientX - left) / unit, (event.clientY - top) / unit];
    for (const [i, share] of under(spec, ...at)) {
      const steps = spec.sliders[i].count - 1;
      ask(i, Math.min(steps, Math.max(0, Math.round(share * steps))));
    }
  }
  return [spec, show, read];
}

/** Say in the page why the sliders are missing; the picture and its words stay. */
function explain(root, why) {
  root.querySelector(".controls")?.remove();
  delete root.dataset.alive;
  root.dataset.still = "";
  root.querySelector(".still").textContent = `The picture stays as it is: ${why}`;
}

const fail = (root, error) => explain(root, `its script failed (${error.message}).`);

/** The form without a kernel: native range inputs, which step through positions. */
function bringToLife(root) {
  root.dataset.waking = "";
  if (!window.DecompressionStream) {
    explain(root, "its sliders need a newer browser, one of 2023 or later.");
    return;
  }
  const inputs = [];
  const [spec, show, read] = animate(root, (i, position) => {
    inputs[i].value = position;
    update();
  });
  const controls = document.createElement("div");
  controls.className = "controls";
  spec.sliders.forEach((slider, i) => {
    const row = controls.appendChild(document.createElement("label"));
    const name = row.appendChild(document.createElement("span"));
    name.textContent = slider.name;
    const input = row.appendChild(document.createElement(slider.labels ? "select" : "input"));
    if (slider.labels) {
      slider.labels.forEach((label, position) => input.add(new Option(label, position)));
    } else {
      Object.assign(input, { type: "range", min: 0, max: slider.count - 1, step: 1 });
    }
    input.value = slider.start;
    // JupyterLab would take the arrow keys for moving among its cells.
    input.dataset.lmSuppressShortcuts = "true";
    input.addEventListener("input", update);
    inputs.push(input);
    if (slider.labels) return; // a menu shows what is chosen
    const value = row.appendChild(document.createElement("span"));
    value.className = "value";
    value.setAttribute("aria-hidden", "true");
  });
  function say() {
    inputs.forEach((input, i) => {
      if (!input.nextElementSibling) return;
      const label = labelAt(spec.sliders[i], Number(input.value));
      input.setAttribute("aria-valuetext", label);
      input.nextElementSibling.textContent = label;
    });
  }
  function update() {
    say();
    show(inputs.map((input) => Number(input.value)));
  }
  say();
  root.querySelector(".chart").before(controls);
  root.dataset.alive = "";
  // The numbers are read when the page has nothing else to do, or at the first move.
  const soon = window.requestIdleCallback ?? setTimeout;
  soon(read);
}

/** The live form: the sliders are ipywidgets, linked in the browser to this model's positions. */
async function render({ model, el }) {
  el.innerHTML = model.get("html");
  const root = el.querySelector(".explorer");
  const names = model.get("names").map((_, i) => `position_${i}`);
  const [, show, read] = animate(root, (i, position) => {
    model.set(names[i], position);
    model.save_changes();
  });
  root.dataset.alive = "";
  const update = () => show(names.map((name) => model.get(name)));
  for (const name of names) model.on(`change:${name}`, update);
  update();
  await read();
}

/** Bring those to life that are there, and have not been. */
function wake() {
  for (const root of document.querySelectorAll(".explorer:not([data-waking], [data-live])")) {
    try {
      bringToLife(root);
    } catch (error) {
      fail(root, error);
    }
  }
}

wake();
// A built page has this script once, behind its first explorer. The others come when the page has
// been read, and when its own Python has drawn one (showing.js).
for (const event of ["readystatechange", "explorers"]) document.addEventListener(event, wake);

export default { render };
