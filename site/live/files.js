// Python's files in a worker, from the browser's cache or from the server.

import { BASE } from "./base.js";

const CACHE = "nncourse-live";
const FIRST = ["pyodide.asm.js", "pyodide.asm.wasm", "stdlib.zip", "python.image"];
const ownFetch = self.fetch.bind(self);
let manifest = {}, cache, heard;

// Learn which files there are; `loaded` hears what comes. How many bytes a start needs.
export async function open(loaded = () => {}) {
  heard = loaded;
  manifest = await (await ownFetch(`${BASE}manifest.json`, { cache: "no-cache" })).json();
  // In a private window, or at an address without https, there may be no cache.
  cache = await self.caches?.open(CACHE).catch(() => undefined);
  return FIRST.reduce((sum, name) => sum + manifest[name].bytes, 0);
}

// Keep no file of an older edition of the site.
export async function dropOldFiles() {
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
      heard({ name, bytes: part.byteLength, from_cache: Boolean(kept) });
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

// Load what start.js needs: Pyodide's function, its options, and the files.
export async function load() {
  const image = bytes("python.image");
  const script = bytes("pyodide.asm.js").then(runScript);
  const { loadPyodide } = await import(BASE + manifest["pyodide.mjs"].file);
  await script;
  const options = {
    indexURL: BASE,
    stdLibURL: `${BASE}stdlib.zip`,
    lockFileURL: `${BASE}pyodide-lock.json`,
  };
  return { loadPyodide, options, files: () => image };
}
