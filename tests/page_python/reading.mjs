// Reads and runs pieces of plain Python as the pages do:  node reading.mjs FOLDER < LINES
// FOLDER is that of the npm package of MicroPython. The first line of LINES is the text of each module
// by its path, each other line a source. Prints for each a line of JSON: what reading it gave, and
// what it printed, asked of the page, and raised.

import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readCell } from "../../tools/judging/reader.mjs";

const RUN = `
import json, sys
sys.path.insert(0, '/book')
from d2l_local.page_python import language

def run(text):
    printed, asked, error, pauses = [], [], None, 0
    def show(*values, sep=' ', end='\\n', file=None, flush=False):
        printed.append((' ' if sep is None else sep).join([language.text_of(one) for one in values]) + ('\\n' if end is None else end))
    scope = language.names()
    def tell(function):
        show(language.parameters(function))
    scope.update(__name__='__main__', print=show, tell=tell)
    try:
        from d2l_local.page_python import arrays
        scope.update(np=arrays.np, npx=arrays.npx, autograd=arrays.autograd)
    except ImportError:
        pass
    try:
        exec(compile(text, 'the cell', 'exec'), scope)
        for step in scope['__cell__']():
            pauses += step is None
            if step is not None:
                asked.append([step[0], len(step[1]), [name for name, _ in step[2]], step[3]])
    except BaseException as failure:
        error = type(failure).__name__ + ': ' + language.words_of(failure)
    return json.dumps({'printed': ''.join(printed), 'asked': asked, 'error': error, 'pauses': pauses})
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
  const read = readCell(given);
  if (read.problem) {
    console.log(JSON.stringify(read));
    continue;
  }
  python.globals.set("text", read.text);
  python.runPython("answer = run(text)");
  console.log(JSON.stringify({ ...read, ...JSON.parse(python.globals.get("answer")) }));
}
