// Runs a file of Python in MicroPython: node run.mjs FILE [FILES THAT IT READS OR IMPORTS ...]
import fs from "node:fs";
import path from "node:path";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";

const [script, ...files] = process.argv.slice(2);
const micropython = await loadMicroPython({
  heapsize: 64 * 1024 * 1024,
  stdout: (line) => console.log(line),
  linebuffer: true,
});
for (const file of files)
  micropython.FS.writeFile(`/${path.basename(file)}`, fs.readFileSync(file));
try {
  micropython.runPython(fs.readFileSync(script, "utf8"));
} catch (error) {
  console.error(error.message); // the traceback, without MicroPython's own source
  process.exitCode = 1;
}
