// Start Python: Pyodide with the image of the course (image.mjs made it), and the shell in it.
// The worker of a page and the tests in Node both use this; JupyterLite has a shell of its own.
//
// `files` gives a file's bytes: await files(name) → ArrayBuffer. `post` takes the shell's messages.

// Put the files of the image where they belong. A table of [path, size] comes first, in JSON, after
// its own length in four bytes; then all files, one after the other.
function unpack(FS, image) {
  const length = new DataView(image).getUint32(0, true);
  const table = JSON.parse(new TextDecoder().decode(new Uint8Array(image, 4, length)));
  const folders = new Set();
  let at = 4 + length;
  for (const [path, size] of table) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(path, new Uint8Array(image, at, size), { canOwn: true });
    at += size;
  }
}

export async function startPython({ loadPyodide, options, files, passed = () => {} }) {
  const image = files("python.image");
  const python = await loadPyodide({
    ...options,
    env: { ...options.env, MPLCONFIGDIR: "/matplotlib", PYTHONDONTWRITEBYTECODE: "1" },
  });
  passed("core");
  unpack(python.FS, await image);
  passed("files");
  return python;
}

export async function startShell({ post, passed = () => {}, ...given }) {
  const python = await startPython({ ...given, passed });
  const shell = python.pyimport("nncourse.jupyter.in_browser");
  shell.post_with(post);
  shell.start().destroy();
  passed("shell");
  return { python, shell };
}

// Load what a cell imports and the image does not have, such as scikit-learn; `loading` is told.
export async function prepare({ python, shell }, code, loading = () => {}) {
  const messageCallback = (text) => text.startsWith("Loading") && loading(text.slice(8));
  await python.loadPackagesFromImports(shell.imports_of(code), { messageCallback });
}
