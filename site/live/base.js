// Where the scripts are, and the worker, which can start before the rest of them is there.

export const BASE = new URL("./", import.meta.url).href;

export function startWorker() {
  const name = location.href; // Python there can ask for the address of its page
  const worker = new Worker(`${BASE}worker.js`, { type: "module", name });
  const early = []; // messages that came before somebody listened
  worker.onmessage = ({ data }) => early.push(data);
  return { worker, early };
}
