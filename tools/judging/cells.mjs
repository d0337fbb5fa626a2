// Runs cells in Node as the page does, in the very worker:  node cells.mjs MICROPYTHON WORKER < QUESTIONS
// MICROPYTHON and WORKER are the stored micropython.js and worker.js. The first line of QUESTIONS has the
// modules of the book, each other line a cell. Prints a line of JSON for each cell; with --steps also
// those that the worker tells meanwhile.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { inflateSync } from "node:zlib";

import { questionOf } from "./reader.mjs";

const [, , micropython, worker, ...options] = process.argv;
const unpacked = (text) => inflateSync(Buffer.from(text, "base64"));
const packed = new Function(`let micropython; ${readFileSync(micropython, "utf8")}; return micropython;`)();

// What a worker of a browser has, and Node's has not; and Emscripten is not to take it for Node's.
const SHIM = `
  const { parentPort } = require("node:worker_threads");
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on("message", (data) => globalThis.onmessage({ data }));
  globalThis.WorkerGlobalScope = class {};
  delete globalThis.process;
`;
const text = `${SHIM}
  const module = (async () => {${unpacked(packed.module)}
    return { loadMicroPython }; })();
  (() => {${readFileSync(worker, "utf8")}})();`;
const page = new Worker(text, { eval: true });
page.on("error", (error) => {
  console.error(String(error.stack ?? error).slice(0, 3000));
  process.exit(1);
});

const ask = (message) =>
  new Promise((resolve, reject) => {
    const listen = (data) => {
      if (data.step) {
        if (options.includes("--steps")) console.log(JSON.stringify({ step: data.step }));
        return;
      }
      page.off("message", listen);
      if (data.failure === undefined) resolve(data.answer);
      else reject(new Error(data.failure));
    };
    page.on("message", listen);
    page.postMessage({ id: 1, ...message });
  });

let begun = false;
for await (const line of createInterface({ input: process.stdin })) {
  if (!begun) {
    await ask({ modules: JSON.parse(line), wasm: new Uint8Array(unpacked(packed.wasm)).buffer });
    begun = true;
    continue;
  }
  const [from, used] = [performance.now(), process.cpuUsage()];
  const asked = questionOf(JSON.parse(line));
  const answer = asked.answer ?? (await ask(asked));
  if (options.includes("--times")) {
    answer.took = Math.round(performance.now() - from); // ms
    const { user, system } = process.cpuUsage(used);
    answer.used = Math.round((user + system) / 1000); // ms of a processor's time
  }
  console.log(JSON.stringify(answer));
}
await page.terminate();
