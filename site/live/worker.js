// The worker of a live page: Python, and the files that it needs, from the browser's cache or from
// the server. The page sends `run` and `comm`; it is sent what in_browser.py posts, and what is
// posted here.

import { prepare, startPython } from "./start.js";

const CACHE = "nncourse-live";
const BASE = new URL("./", self.location).href;
const FIRST = ["pyodide.asm.js", "pyodide.asm.wasm", "stdlib.zip", "python.image"];
const opened = performance.now();
const post = (message) => postMessage(message);
const ownFetch = self.fetch.bind(self);
let manifest = {}, cache;

// Keep no file of an older edition of the site.
async function dropOldFiles() {
  const current = new Set(Object.values(manifest).map(({ file }) => BASE + file));
  for (const request of (await cache?.keys()) ?? []) {
    if (request.url.startsWith(BASE) && !current.has(request.url)) cache.delete(request);
  }
}

// A file of the manifest as a Response, unpacked, with its progress reported.
async function response(name) {
  const { file, packed, type } = manifest[name];
  const url = BASE + file;
  const kept = await cache?.match(url).catch(() => undefined);
  const answer = kept ?? (await ownFetch(url));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  // If there is no room or no leave to keep it, it comes from the server again the next time.
  if (!kept) cache?.put(url, answer.clone()).catch(() => {});
  const counted = new TransformStream({
    transform(part, controller) {
      post({ kind: "loaded", name, bytes: part.byteLength, from_cache: Boolean(kept) });
      controller.enqueue(part);
    },
  });
  let stream = answer.body.pipeThrough(counted);
  if (packed) stream = stream.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": type } });
}

const bytes = async (name) => (await response(name)).arrayBuffer();

// Pyodide fetches its files by their names.
self.fetch = (resource, options) => {
  const url = String(resource.url ?? resource);
  const name = url.startsWith(BASE) ? url.slice(BASE.length) : "";
  return name in manifest ? response(name) : ownFetch(resource, options);
};

// Run Pyodide's own script, which makes a function that loadPyodide looks for.
async function runScript(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  await import(/* webpackIgnore: true */ url);
  URL.revokeObjectURL(url);
}

async function start() {
  manifest = await (await ownFetch(`${BASE}manifest.json`, { cache: "no-cache" })).json();
  // In a private window, or at an address without https, there may be no cache.
  cache = await self.caches?.open(CACHE).catch(() => undefined);
  post({ kind: "starting", total: FIRST.reduce((sum, name) => sum + manifest[name].bytes, 0) });
  const image = bytes("python.image");
  const script = bytes("pyodide.asm.js").then(runScript);
  const { loadPyodide } = await import(BASE + manifest["pyodide.mjs"].file);
  await script;
  const options = {
    indexURL: BASE,
    stdLibURL: `${BASE}stdlib.zip`,
    lockFileURL: `${BASE}pyodide-lock.json`,
  };
  const passed = (what) => post({ kind: "passed", what, ms: performance.now() - opened });
  const python = await startPython({ loadPyodide, options, files: () => image, post, passed });
  // A fatal error leaves its cell unfinished: nothing would say so, and Python answers no more.
  python.python._api.on_fatal = (error) => post({ kind: "failed", reason: String(error.message ?? error) });
  post({ kind: "ready", ms: performance.now() - opened });
  dropOldFiles();
  return python;
}

// Let messages of widgets come in between two cells: a figure is drawn before the next cell runs.
const channel = new MessageChannel();
function pause() {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => setTimeout(resolve);
    channel.port2.postMessage("");
  });
}

async function run(python, { code, cell, id }) {
  await pause();
  post({ kind: "started", cell, id });
  let ok = false;
  try {
    await prepare(python, code, (names) => post({ kind: "fetching", names }));
    ok = await python.shell.run(code, cell);
  } catch (error) {
    const reason = String(error.message ?? error).slice(-2000);
    post({ kind: "error", name: "", value: reason, traceback: [] });
  }
  post({ kind: "done", cell, id, ok });
}

function receive({ shell }, { comm_id, data, buffers, id }) {
  try {
    shell.receive(comm_id, data, buffers);
  } catch (error) {
    console.error(error);
  }
  post({ kind: "idle", id });
}

const started = start();
started.catch((error) => post({ kind: "failed", reason: String(error.message ?? error) }));
let queue = started; // cells run one after the other; a widget's message does not wait for them

self.onmessage = ({ data }) => {
  if (data.kind === "comm") started.then((python) => receive(python, data));
  else queue = Promise.all([started, queue]).then(([python]) => run(python, data));
};
