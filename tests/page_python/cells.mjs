// Runs cells in Node as worker.js runs them:  node cells.mjs FOLDER < QUESTIONS
// FOLDER is that of the npm package of MicroPython. The first line of QUESTIONS is the text of each
// module by its path, each other line a cell. Prints a line of JSON for each cell.

import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { loadMicroPython } = await import(pathToFileURL(join(process.argv[2], "micropython.mjs")));
const python = await loadMicroPython({ heapsize: 16 * 2 ** 20, pystack: 16384 });
let modules;
for await (const line of createInterface({ input: process.stdin })) {
  if (!modules) {
    modules = JSON.parse(line);
    for (const [path, text] of Object.entries(modules)) {
      python.FS.mkdirTree(`/book/${path.split("/").slice(0, -1).join("/")}`);
      python.FS.writeFile(`/book/${path}`, text);
    }
    python.runPython("import sys; sys.path.insert(0, '/book')");
    python.runPython("from d2l_local.page_python.cells import start_json, step_json");
    continue;
  }
  python.globals.set("question", line);
  python.runPython("start_json(question)");
  let answer;
  do {
    python.runPython("answer = step_json()");
    answer = python.globals.get("answer");
  } while ("step" in JSON.parse(answer));
  console.log(answer);
}
