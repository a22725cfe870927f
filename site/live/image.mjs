// Make the image: all of Python's files that a live page needs for its first figure, in one file,
// with the modules compiled that such a page imports. tools/live.py calls it in Node:
//
//     image.mjs PYODIDE OUT WHEEL...
//
// PYODIDE is the folder of Pyodide's core. OUT/python.image has the files (read.js says how), and
// OUT/stdlib.zip Python's own modules.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [core, out, ...wheels] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(core, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: core, jsglobals: { Object, setTimeout, clearTimeout } });
python.FS.mkdirTree("/wheels");
for (const wheel of wheels) python.FS.writeFile(`/wheels/${basename(wheel)}`, readFileSync(wheel));
python.FS.writeFile("/make_image.py", readFileSync(new URL("make_image.py", import.meta.url)));
python.globals.set("post", () => {});
try {
  python.runPython("import sys; sys.path.insert(0, '/'); import make_image; make_image.main(post)");
} catch (error) {
  console.error(error.message); // without Node's own lines, which show the whole of Pyodide
  process.exit(1);
}
for (const name of ["python.image", "stdlib.zip"]) {
  writeFileSync(join(out, name), python.FS.readFile(`/${name}`));
}
