// Brings an explorer to life. Python has drawn the chart and computed every curve (chart.py); this
// file builds the sliders and chooses which row of numbers to show. It serves both forms of an
// explorer: as the module of a live widget, and inside the HTML that a page without a kernel shows.

/** Numbers from the text that encoding.py writes: float32, its four bytes apart. */
async function decode(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const planes = new Uint8Array(await new Response(stream).arrayBuffer());
  const count = planes.length / 4;
  const bytes = planes.map((_, i) => planes[(i % 4) * count + Math.floor(i / 4)]);
  return new Float32Array(bytes.buffer);
}

/** A number as people write it: so many significant digits, a true minus sign (words.py). */
function write(number, digits = 4) {
  const short = Number(number.toPrecision(digits));
  const [factor, exponent] = short.toExponential().split("e");
  const plain = exponent >= -6 && exponent < Math.max(7, digits);
  const raised = [...exponent].map((letter) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[letter] ?? "⁻".repeat(letter === "-"));
  return (plain ? String(short) : `${factor} × 10${raised.join("")}`).replace("-", "−");
}

/** The value of a slider at a position, and how it is written. */
const valueAt = ({ low, step, decimals }, position) =>
  decimals > 100 ? low + step * position : Number((low + step * position).toFixed(decimals)) + 0;
const labelAt = (slider, position) => write(valueAt(slider, position), slider.digits);

/**
 * Bring a chart to life.
 * @param {HTMLElement} root an element of class `explorer`
 * @param {(index: number, position: number) => void} ask called when the reader drags on the chart
 * @returns {Promise<[object, (positions: number[]) => void]>} what the chart knows, and what shows
 *   it with its sliders at these positions, that of x last
 */
async function animate(root, ask) {
  const part = (name) => root.querySelector(name);
  const spec = JSON.parse(part(".data").textContent);
  const keys = ["x", "y", "slope", "quotient"];
  const [x, y, slope, quotient] = await Promise.all(keys.map((key) => spec[key] && decode(spec[key])));
  const [above, below] = spec.panels;

  const picture = part("img");
  const drawn = decodeURIComponent(picture.src.slice(picture.src.indexOf(",") + 1));
  const chart = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  chart.setAttribute("aria-label", picture.alt);
  chart.querySelector("style").remove(); // of the picture alone: the page has its own
  picture.replaceWith(chart);

  const sx = (value) => ((value - spec.xlim[0]) / (spec.xlim[1] - spec.xlim[0])) * spec.width;
  const sy = (value, { lim, height }) => ((lim[1] - value) / (lim[1] - lim[0])) * height;
  const place = (element, attributes) => {
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, typeof value === "number" ? value.toFixed(2) : value);
    }
  };
  const at = (i, value, panel) => `${sx(x[i]).toFixed(2)},${sy(value, panel).toFixed(2)}`;
  const joined = (values, panel) =>
    values
      .map((v, i) => (isNaN(v) ? "" : (i && !isNaN(values[i - 1]) ? "L" : "M") + at(i, v, panel)))
      .join("");

  function show(all) {
    const positions = [...all];
    const here = positions.pop();
    const row = positions.reduce((sum, p, i) => sum * spec.sliders[i].count + p, 0);
    const rowOf = (numbers) => Array.from(numbers.subarray(row * x.length, (row + 1) * x.length));
    const heights = rowOf(y);
    place(part(".above .function"), { d: joined(heights, above) });
    const px = sx(x[here]);
    const py = sy(heights[here], above);
    place(part(".above .point"), { cx: px, cy: py });
    for (const line of root.querySelectorAll(".here")) place(line, { x1: px, x2: px });
    const xLabel = (i) => labelAt(spec.sliders.at(-1), i);
    let words = positions.map((p, i) => `${spec.sliders[i].name} = ${labelAt(spec.sliders[i], p)}`).join(", ");
    words += `${words && ". "}At ${spec.xlabel} = ${xLabel(here)}: `;
    words += `${spec.label} = ${write(heights[here], above.digits)}`;
    if (slope) {
      const slopes = rowOf(slope);
      const dots = slopes.map((v, i) => (i % spec.stride ? "" : `M${at(i, v, below)}h0`));
      place(part(".below .derivative"), { d: dots.join("") });
      place(part(".below .point"), { cx: px, cy: sy(slopes[here], below) });
      words += `, ${spec.derivative} = ${write(slopes[here], below.digits)}`;
      if (quotient) {
        const quotients = rowOf(quotient);
        place(part(".below .quotient"), { d: joined(quotients, below) });
        if (spec.wrong[row]) {
          const [first, last, worst, others] = spec.wrong[row];
          words += `. From ${spec.xlabel} = ${xLabel(first)} to ${xLabel(last)}${others}, autograd does `;
          words += `not give the ${spec.derivative}: at ${xLabel(worst)} it says `;
          words += `${write(slopes[worst], below.digits)}, the curve itself ${write(quotients[worst], below.digits)}`;
        }
      }
      const tangent = part(".tangent");
      if (tangent) {
        const rise =
          ((slopes[here] * (spec.xlim[1] - spec.xlim[0])) / (above.lim[1] - above.lim[0])) *
          (above.height / spec.width);
        const reach = 70 / Math.hypot(1, rise);
        place(tangent, {
          x1: px - reach, y1: py + reach * rise, x2: px + reach, y2: py - reach * rise,
        });
      }
    }
    part(".readout").textContent = words;
  }

  chart.addEventListener("pointerdown", (event) => {
    chart.setPointerCapture(event.pointerId); // past its edge the drag leads to the last position
    drag(event);
  });
  chart.addEventListener("pointermove", (event) => event.buttons && drag(event));
  function drag(event) {
    const { left, width } = chart.getBoundingClientRect();
    const inside = ((event.clientX - left) / width) * chart.viewBox.baseVal.width - spec.left;
    const last = spec.sliders.length - 1;
    const steps = spec.sliders[last].count - 1;
    ask(last, Math.min(steps, Math.max(0, Math.round((inside / spec.width) * steps))));
  }
  return [spec, show];
}

/** Say in the page why the sliders are missing; the picture and its words stay. */
function explain(root, why) {
  root.dataset.still = "";
  root.querySelector(".still").textContent = `The picture stays as it is: ${why}`;
}

/** The form without a kernel: native range inputs, which step through positions. */
async function bringToLife(root) {
  root.dataset.waking = "";
  if (!window.DecompressionStream) {
    explain(root, "its sliders need a newer browser, one of 2023 or later.");
    return;
  }
  const inputs = [];
  const [spec, show] = await animate(root, (i, position) => {
    inputs[i].value = position;
    update();
  });
  const controls = document.createElement("div");
  controls.className = "controls";
  spec.sliders.forEach((slider, i) => {
    const row = controls.appendChild(document.createElement("label"));
    const name = row.appendChild(document.createElement("span"));
    name.textContent = i < spec.sliders.length - 1 ? slider.name : spec.xlabel;
    const input = row.appendChild(document.createElement("input"));
    Object.assign(input, { type: "range", min: 0, max: slider.count - 1, step: 1 });
    input.value = slider.start;
    // JupyterLab would take the arrow keys for moving among its cells.
    input.dataset.lmSuppressShortcuts = "true";
    input.addEventListener("input", update);
    inputs.push(input);
    const value = row.appendChild(document.createElement("span"));
    value.className = "value";
    value.setAttribute("aria-hidden", "true");
  });
  function update() {
    inputs.forEach((input, i) => {
      const label = labelAt(spec.sliders[i], input.valueAsNumber);
      input.setAttribute("aria-valuetext", label);
      input.nextElementSibling.textContent = label;
    });
    show(inputs.map((input) => input.valueAsNumber));
  }
  root.querySelector(".chart").before(controls);
  root.dataset.alive = "";
  update();
}

/** The live form: the sliders are ipywidgets, linked in the browser to this model's positions. */
async function render({ model, el }) {
  el.innerHTML = model.get("html");
  const root = el.querySelector(".explorer");
  const names = model.get("names").map((_, i) => `position_${i}`);
  const [, show] = await animate(root, (i, position) => {
    model.set(names[i], position);
    model.save_changes();
  });
  root.dataset.alive = "";
  const update = () => show(names.map((name) => model.get(name)));
  for (const name of names) model.on(`change:${name}`, update);
  update();
}

document.querySelectorAll(".explorer:not([data-waking], [data-live])").forEach((root) => {
  bringToLife(root).catch((error) => explain(root, `its script failed (${error.message}).`));
});

export default { render };
