// The worker in which a page's Python runs, seen from the page: it is loaded, started, asked, ended.
(() => {
  "use strict";

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
      await ask({ wasm, modules, judges: Object.keys(names.parts).length > 0 });
      return {
        ask: async (cell, tell) => {
          const asked = window.pagePython.questionOf(cell);
          return asked.answer ?? ask(asked, tell);
        },
        end: fail,
      };
    })().catch((error) => {
      if (starting === mine) starting = undefined;
      throw error;
    });
    starting = mine;
    return mine;
  }

  /** End the worker, if one is there: what waits for it is rejected with the reason. */
  async function end(reason) {
    const one = starting;
    starting = undefined;
    (await one?.catch(() => undefined))?.end(reason);
  }

  (window.pagePython ??= {}).asking = { started, end };
})();
