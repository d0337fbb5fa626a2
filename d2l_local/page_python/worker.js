// The worker in which a page's Python runs. It is started as a classic worker whose text is that of
// MicroPython's module and this one. It is given the WebAssembly, the modules of the book, and
// cells; it gives back JSON. It can be ended at any time.
//
// Two MicroPythons live in it, each with a memory of its own. A reader's code runs in the one: its
// memory is put back before each run, so that no run finds what another has changed. The other one
// judges answers: it alone has what is expected, and asks the first for values, through JSON.

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
const HEAP = 16 * 2 ** 20; // that it has at first
const PYSTACK = 16 * 2 ** 10; // bytes for calls inside of calls; 150 of them end at another limit

/** Let WebAssembly's memory grow so far and no farther; Python then says that there is no more. */
function limitMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MEMORY) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
}

/** A MicroPython that has imported a module of the book. */
class World {
  /**
   * Start one. `compiled` is the WebAssembly, `texts` has the modules by their paths; `opening` is
   * what it imports, `answers` what it finds as the module of that name.
   */
  static async started(loadMicroPython, compiled, texts, opening, answers) {
    const world = new World();
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (binary, imports) => {
      const instance = await instantiate(compiled, imports);
      world.memory = instance.exports.memory;
      return { instance, module: compiled };
    };
    const silent = () => {};
    const stdout = (line) => world.heard?.(line);
    const options = { heapsize: HEAP, pystack: PYSTACK, stdout, stderr: silent };
    world.python = await loadMicroPython({ wasmBinary: new ArrayBuffer(0), ...options });
    WebAssembly.instantiate = instantiate;
    for (const [path, text] of Object.entries(texts)) {
      world.python.FS.mkdirTree(`/book/${path.split("/").slice(0, -1).join("/")}`);
      world.python.FS.writeFile(`/book/${path}`, text);
    }
    if (answers) world.python.registerJsModule("answers", answers);
    world.do(`import sys; sys.path.insert(0, '/book')\n${opening}`);
    return world;
  }

  do(code) {
    globalThis.Module = this.python._module; // the text of MicroPython's module knows one alone
    this.python.runPython(code);
  }

  /** Call a function of the module that takes and gives JSON. Python frees memory between calls. */
  ask(name, question = null) {
    globalThis.Module = this.python._module;
    this.python.globals.set("question", JSON.stringify(question));
    this.do(`answer = ${name}(question)`);
    return JSON.parse(this.python.globals.get("answer"));
  }

  /** Keep the memory as it is now: all up to its last byte that is not 0. */
  keep() {
    const words = new BigUint64Array(this.memory.buffer);
    let end = words.length;
    while (end && !words[end - 1]) end -= 1;
    this.kept = new Uint8Array(this.memory.buffer, 0, end * 8).slice();
  }

  putBack() {
    new Uint8Array(this.memory.buffer).set(this.kept);
  }
}

const CELLS = "from d2l_local.page_python.cells import start_json, step_json, answer_json";
const JUDGE = "from d2l_local.page_python.judge import judge_json";

/** What the judge's Python imports as a module: it asks what stands in the cell. */
const answers = {
  ask: (question) => {
    const answer = cells.ask("answer_json", JSON.parse(question));
    globalThis.Module = judge.python._module;
    return JSON.stringify(answer);
  },
};

let cells; // the world in which a reader's code runs
let judge; // the one that judges; undefined where the page asks for nothing

/** Start what a page needs, and shut it in. */
async function start({ wasm, modules, judges = true }) {
  const { loadMicroPython } = await module;
  console.error = () => {}; // Emscripten tells there what Python tells in its own words
  limitMemory();
  const compiled = await WebAssembly.compile(wasm);
  cells = await World.started(loadMicroPython, compiled, modules.cells, CELLS);
  if (judges) judge = await World.started(loadMicroPython, compiled, modules.judge, JUDGE, answers);
  shutIn();
  cells.keep();
}

/** Run a cell step by step; return what it shows. */
function run({ parts = {}, ...question }, tell) {
  const verdicts = [];
  cells.putBack();
  // A cell that does not end is ended with its worker: what it prints is told before.
  cells.heard = (line) => tell({ printed: JSON.parse(line) });
  cells.ask("start_json", { ...question, parts: Object.keys(parts) });
  for (;;) {
    const { step, ...answer } = cells.ask("step_json");
    if (!step) return { ...answer, verdicts };
    if (step.judged) {
      const { judged, of_source } = step;
      verdicts.push(judge.ask("judge_json", [judged, parts[judged], of_source]));
    }
    else if (step.count || step.early) tell(step);
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
