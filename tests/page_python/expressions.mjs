// Runs programs as the pages run them:  node expressions.mjs FOLDER < LINES
// FOLDER is that of the npm package of MicroPython. The first line of LINES is the text of each module
// by its path, each other line a program. Prints for each what outcomes.py makes of it, in JSON; what
// reading.js refuses is an error of the kind "Elsewhere".

import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readCell } from "../../tools/judging/reader.mjs";

const RUN = `
import json, sys
sys.path.insert(0, '/book')
from d2l_local.page_python import arrays, language
from outcomes import outcome

def run(text):
    names = language.names()
    names.update(__name__='__main__', np=arrays.np, npx=arrays.npx, autograd=arrays.autograd)
    arrays._state.update(recording=False, training=False)
    return json.dumps(outcome(text, names, arrays.ndarray))
`;
const { loadMicroPython } = await import(pathToFileURL(join(process.argv[2], "micropython.mjs")));
const python = await loadMicroPython({ heapsize: 64 * 2 ** 20, pystack: 16384 });
let isStarted = false;
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (!isStarted) {
    for (const [path, text] of Object.entries(given)) {
      python.FS.mkdirTree(`/book/${path.split("/").slice(0, -1).join("/")}`);
      python.FS.writeFile(`/book/${path}`, text);
    }
    python.runPython(RUN);
    isStarted = true;
    continue;
  }
  const { problem, text } = readCell(given);
  if (problem) {
    console.log(JSON.stringify([[], ["Elsewhere", problem.message]]));
    continue;
  }
  python.globals.set("text", text);
  python.runPython("answer = run(text)");
  console.log(python.globals.get("answer"));
}
