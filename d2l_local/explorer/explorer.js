// Moves the picture of an explorer. Python has drawn the chart and computed every curve
// (explorer.py); this file only chooses which row of numbers to show. It serves both forms of an
// explorer: as the module of a live widget, and inside the HTML that a page without a kernel shows.

/** Numbers from the text that explorer.py's `encode` writes: float32, its four bytes apart. */
async function decode(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const planes = new Uint8Array(await new Response(stream).arrayBuffer());
  const count = planes.length / 4;
  const bytes = planes.map((_, i) => planes[(i % 4) * count + Math.floor(i / 4)]);
  return new Float32Array(bytes.buffer);
}

/** A number as people write it: at most four significant digits, a true minus sign. */
function write(number) {
  const [digits, exponent] = String(Number(number.toPrecision(4))).split("e");
  const raised = [...(exponent ?? "")].map((letter) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[letter] ?? "⁻".repeat(letter === "-"));
  return digits.replace("-", "−") + (exponent ? ` × 10${raised.join("")}` : "");
}

/**
 * Bring a chart to life.
 * @param {HTMLElement} root an element of class `explorer`
 * @param {(index: number, value: number) => void} ask called when the reader drags on the chart
 * @returns {Promise<(values: number[]) => void>} shows the chart at these values, one a slider, x last
 */
async function animate(root, ask) {
  const spec = JSON.parse(root.querySelector(".data").textContent);
  const numbers = ["x", "y", "slope"].map((key) => spec[key] && decode(spec[key]));
  const [x, y, slope] = await Promise.all(numbers);
  const [above, below] = spec.panels;
  const part = (name) => root.querySelector(name);
  const sx = (value) => ((value - spec.xlim[0]) / (spec.xlim[1] - spec.xlim[0])) * spec.width;
  const sy = (value, { lim, height }) => ((lim[1] - value) / (lim[1] - lim[0])) * height;
  const place = (element, attributes) => {
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, typeof value === "number" ? value.toFixed(2) : value);
    }
  };
  const at = (i, value, panel) => `${sx(x[i]).toFixed(2)},${sy(value, panel).toFixed(2)}`;
  const index = (slider, value) =>
    Math.min(slider.count - 1, Math.max(0, Math.round((value - slider.low) / slider.step)));

  function show(values) {
    const positions = spec.sliders.map((slider, i) => index(slider, values[i]));
    const here = positions.pop();
    const row = positions.reduce((sum, p, i) => sum * spec.sliders[i].count + p, 0) * x.length;
    const rowOf = (numbers) => Array.from(numbers.subarray(row, row + x.length));
    const heights = rowOf(y);
    place(part(".above .function"), { d: "M" + heights.map((v, i) => at(i, v, above)).join("L") });
    const px = sx(x[here]);
    const py = sy(heights[here], above);
    place(part(".above .point"), { cx: px, cy: py });
    for (const line of root.querySelectorAll(".here")) place(line, { x1: px, x2: px });
    let words = `At ${spec.xlabel} = ${write(x[here])}: ${spec.label} = ${write(heights[here])}`;
    if (slope) {
      const slopes = rowOf(slope);
      const dots = slopes.map((v, i) => (i % spec.stride ? "" : `M${at(i, v, below)}h0`));
      place(part(".below .derivative"), { d: dots.join("") });
      place(part(".below .point"), { cx: px, cy: sy(slopes[here], below) });
      words += `, ${spec.derivative} = ${write(slopes[here])}`;
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
    const settings = positions.map((p, i) => {
      const slider = spec.sliders[i];
      return `${slider.name} = ${write(slider.low + slider.step * p)}`;
    });
    part(".readout").textContent = settings.length ? `${settings.join(", ")}. ${words}` : words;
  }

  const chart = part("svg.chart");
  chart.addEventListener("pointerdown", drag);
  chart.addEventListener("pointermove", (event) => event.buttons && drag(event));
  function drag(event) {
    const { left, width } = chart.getBoundingClientRect();
    const inside = ((event.clientX - left) / width) * chart.viewBox.baseVal.width - spec.left;
    const last = spec.sliders.length - 1;
    const slider = spec.sliders[last];
    const value = spec.xlim[0] + (inside / spec.width) * (spec.xlim[1] - spec.xlim[0]);
    ask(last, slider.low + slider.step * index(slider, value));
  }
  return show;
}

/** The form without a kernel: native range inputs move the chart. */
async function bringToLife(root) {
  root.dataset.waking = "";
  const inputs = [...root.querySelectorAll(".controls input")];
  const show = await animate(root, (i, value) => {
    inputs[i].value = value;
    update();
  });
  function update() {
    for (const input of inputs) {
      input.nextElementSibling.textContent = write(input.valueAsNumber);
    }
    show(inputs.map((input) => input.valueAsNumber));
  }
  for (const input of inputs) input.addEventListener("input", update);
  root.dataset.alive = "";
  update();
}

/** The live form: the sliders are ipywidgets, linked in the browser to this model's values. */
async function render({ model, el }) {
  el.innerHTML = model.get("html");
  const names = model.get("names").map((_, i) => `value_${i}`);
  const show = await animate(el.querySelector(".explorer"), (i, value) => {
    model.set(names[i], value);
    model.save_changes();
  });
  const update = () => show(names.map((name) => model.get(name)));
  for (const name of names) model.on(`change:${name}`, update);
  update();
}

document.querySelectorAll(".explorer:not([data-waking], [data-live])").forEach(bringToLife);

export default { render };
