// Reads cells in Node as the pages read them: with the same scripts, in the same order.

import { readFileSync } from "node:fs";
import vm from "node:vm";

const ROOM = new URL("../../d2l_local/page_python/", import.meta.url);
globalThis.window = globalThis;
const SCRIPTS =
  "codemirror tree scopes characters words mistakes reading statements operators expressions texts questions";
for (const name of SCRIPTS.split(" ").map((one) => `${one}.js`))
  vm.runInThisContext(readFileSync(new URL(name, ROOM), "utf8"), name);

export const { readCell } = globalThis;
export const { questionOf } = globalThis.pagePython;
