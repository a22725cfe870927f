// Where the scripts are, and the worker, which can start before the rest of them is there.

export const BASE = new URL("./", import.meta.url).href;

export function startWorker() {
  const worker = new Worker(`${BASE}worker.js`, { type: "module" });
  const early = []; // messages that came before somebody listened
  worker.onmessage = ({ data }) => early.push(data);
  return { worker, early };
}
