// What JupyterLite's kernel loads in the place of Pyodide's own script: Python as the live pages have
// it, from the same files, with all that the kernel would otherwise fetch as packages.

import { load, open } from "./files.js";
import { startPython } from "./start.js";

export async function loadPyodide({ stdout, stderr }) {
  await open();
  const { options, ...given } = await load();
  const python = await startPython({ ...given, options: { ...options, stdout, stderr } });
  const lite = python.pyimport("nncourse.jupyter.in_jupyterlite");
  lite.prepare();
  return python;
}
