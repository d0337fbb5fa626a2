// Runs Python in MicroPython's WebAssembly, as the pages do, and prints what it prints.
// node micropython.mjs FOLDER < {"files": {"/path.py": "text"}, "code": "print(1)"}
// FOLDER is that of the npm package @micropython/micropython-webassembly-pyscript.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const module = join(process.argv[2], "micropython.mjs");
const { loadMicroPython } = await import(pathToFileURL(module));
const { files, code } = JSON.parse(readFileSync(0, "utf8"));
const python = await loadMicroPython({
  stdout: (line) => console.log(line),
  linebuffer: true,
  heapsize: 64 * 1024 * 1024,
});
for (const [path, text] of Object.entries(files)) {
  python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
  python.FS.writeFile(path, text);
}
try {
  python.runPython(code);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
