// The worker in which a page's Python runs. editor.js starts it as a classic worker whose text is
// that of MicroPython's module and this one. It is given the WebAssembly, the modules of the book,
// and cells; it gives back JSON. It can be ended at any time.

/** What a cell has no use for is taken away before it runs: network, storage, other workers. */
function shutIn() {
  // Python's modules js and jsffi lead to JavaScript's global object. They find an empty one.
  globalThis.proxy_js_ref_map.clear();
  globalThis.proxy_js_ref[0] = Object.freeze(Object.create(null));
  // Any object leads to its constructor, and a function's makes functions from text.
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const kind of kinds) delete Object.getPrototypeOf(kind).constructor;
  const kept = new Set([...LANGUAGE.split(" "), "Module", "onmessage", "postMessage"]);
  for (
    let holder = globalThis;
    holder && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder)
  ) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (kept.has(name) || name.startsWith("proxy_js_") || name === "pyProxyFinalizationRegistry")
        continue;
      try {
        delete holder[name];
        if (name in holder) Object.defineProperty(holder, name, { value: undefined });
      } catch {
        // NaN, Infinity and undefined stay what they are.
      }
    }
  }
}

// What is JavaScript's own, or harmless and used by MicroPython.
const LANGUAGE =
  "Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError " +
  "FinalizationRegistry Float32Array Float64Array Infinity Int16Array Int32Array Int8Array Intl JSON " +
  "Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol " +
  "SyntaxError TextDecoder TextEncoder TypeError URIError Uint16Array Uint32Array Uint8Array " +
  "Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly console constructor " +
  "globalThis isFinite isNaN parseFloat parseInt performance undefined";

const MEMORY = 256 * 2 ** 20; // bytes that Python may take

/** Let WebAssembly's memory grow so far and no farther; Python then says that there is no more. */
function limitMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MEMORY) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
}

let python;

/** Start MicroPython, give it the modules of the book by their paths, and shut it in. */
async function start({ wasm, modules }) {
  const silent = () => {};
  const { loadMicroPython } = await module;
  console.error = silent; // Emscripten tells there what Python tells in its own words
  limitMemory();
  python = await loadMicroPython({
    wasmBinary: wasm,
    heapsize: 16 * 2 ** 20,
    pystack: 16384,
    stdout: silent,
    stderr: silent,
  });
  for (const [path, text] of Object.entries(modules)) {
    python.FS.mkdirTree(`/book/${path.split("/").slice(0, -1).join("/")}`);
    python.FS.writeFile(`/book/${path}`, text);
  }
  python.runPython(
    "import sys; sys.path.insert(0, '/book')\nfrom d2l_local.page_python.cells import start_json, step_json",
  );
  shutIn();
}

/** Run a cell step by step; return what it shows. Python frees memory between the steps. */
function run(question, tell) {
  python.globals.set("question", JSON.stringify(question));
  python.runPython("start_json(question)");
  for (;;) {
    python.runPython("answer = step_json()");
    const answer = JSON.parse(python.globals.get("answer"));
    if (!answer.step) return answer;
    if (answer.step.count || answer.step.early) tell(answer.step);
  }
}

onmessage = async ({ data }) => {
  const send = postMessage;
  try {
    if (data.modules) await start(data);
    const answer = data.modules ? {} : run(data.question, (step) => send({ id: data.id, step }));
    send({ id: data.id, answer });
  } catch (error) {
    send({ id: data.id, failure: String(error.message ?? error) });
  }
};
