// Run a Python file in Pyodide in Node, as the worker of a page runs cells, and print what its main()
// returns, as JSON: live_node.mjs SITE_LIVE LIVE FILE (the sources, the built folder, the file).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [source, folder, file] = process.argv.slice(2);
const { prepare, startShell } = await import(pathToFileURL(join(source, "start.js")));
const manifest = JSON.parse(readFileSync(join(folder, "manifest.json")));
const core = process.env.PYODIDE_CORE;
const { loadPyodide } = await import(pathToFileURL(join(core, "pyodide.mjs")));

async function files(name) {
  const bytes = gunzipSync(readFileSync(join(folder, manifest[name].file)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

const heard = [];
const options = {
  indexURL: `${core}/`,
  packageCacheDir: `${folder}/`,
  lockFileURL: join(folder, manifest["pyodide-lock.json"].file),
  jsglobals: { Object, setTimeout, clearTimeout },
};
const post = (message) => heard.push(message);
try {
  const started = await startShell({ loadPyodide, options, files, post });
  const code = readFileSync(file, "utf-8");
  await prepare(started, code);
  started.python.globals.set("heard", heard);
  started.python.runPython(code);
  console.log(await started.python.runPythonAsync("import json; json.dumps(main())"));
} catch (error) {
  console.error(String(error.message).slice(-3000));
  process.exit(1);
}
