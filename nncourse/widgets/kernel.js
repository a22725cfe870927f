// Watch whether a figure's kernel is there; for the scripts that show its frames.

const BEAT = 1200; // ms between two requests to the server

// Copy a text to the clipboard; without https or permission, by the old command of browsers.
async function copyText(text, place) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = place.appendChild(make("textarea", "nncourse-announced"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

// Ask the server about the kernel: a promise of "here", "lost" or "gone". A network can fail
// without any sign, and a kernel can end elsewhere. All figures of a page share the newest answer.
function askServer(kernel) {
  const answers = (window.nncourseServerAnswers ??= new WeakMap());
  const last = answers.get(kernel);
  if (last && Date.now() - last.at < BEAT) return last.answer;
  const settings = kernel.serverSettings;
  const address = `${settings.baseUrl}api/kernels/${kernel.id}?no_track_activity=1`;
  const isGone = ({ status }) => (status === 404 ? "gone" : "here");
  const answer = fetch(address, { cache: "no-store", signal: AbortSignal.timeout(2 * BEAT) })
    .then(isGone, () => "lost");
  answers.set(kernel, { at: Date.now(), answer });
  return answer;
}

// Call `tell` with "here", "lost" or "gone" whenever that changes, if the front end gives a widget
// access to its kernel, as JupyterLab and Notebook 7 do. Return a function that ends it.
function watchKernel(manager, tell) {
  let own, told = "here", ended = false;

  async function look() {
    own ??= manager?.kernel;
    if (!own || told === "gone") return;
    const isGone = own.isDisposed || own.status === "dead" || manager.kernel !== own;
    let found = own.connectionStatus === "connected" ? "here" : "lost";
    if (isGone) found = "gone";
    const isFar = own.serverSettings?.WebSocket === WebSocket; // else the kernel is in this page
    if (found === "here" && isFar && !document.hidden) found = await askServer(own);
    if (ended || found === told) return;
    told = found;
    tell(found);
  }

  look(); // now, since the kernel may go before the next look
  const looking = setInterval(look, BEAT / 2);
  return () => {
    ended = true;
    clearInterval(looking);
  };
}

// A message that ipywidgets sent while the connection was lost gets no reply, and it waits for one
// before it sends again; stop that wait.
async function unstick(manager) {
  for (const waiting of Object.values(manager._models ?? {})) {
    const model = await waiting;
    if (!model._pending_msgs) continue;
    model._pending_msgs = 1;
    model._handle_status({ content: { execution_state: "idle" } });
  }
}

