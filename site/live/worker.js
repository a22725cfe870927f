// The worker of a live page: Python. The page sends `run` and `comm`; it is sent what in_browser.py
// posts, and what is posted here.

import { dropOldFiles, load, open } from "./files.js";
import { prepare, startShell } from "./start.js";

const opened = performance.now();
const post = (message) => postMessage(message);
const passed = (what) => post({ kind: "passed", what, ms: performance.now() - opened });

async function start() {
  const total = await open((loaded) => post({ kind: "loaded", ...loaded }));
  post({ kind: "starting", total });
  const { options, ...given } = await load();
  options.env = { NNCOURSE_PAGE: self.name }; // its address (base.js)
  const python = await startShell({ ...given, options, post, passed });
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
