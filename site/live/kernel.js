// Python in a worker, as the page sees it: cells go there one after the other, and outputs come back.

import { Manager } from "./manager.js";
import { BASE, startWorker } from "./base.js";

export class Kernel {
  // `told` gets what happens: ({kind, ...}) for starting, loaded, ready, fetching and failed.
  constructor(told, started) {
    this.told = told;
    this.running = new Map(); // cells that wait or run, by number
    this.count = 0;
    this.start(started);
  }

  start({ worker, early } = startWorker()) {
    this.isReady = false;
    this.worker = worker;
    const send = (message) => {
      const transfer = (message.buffers ?? []).filter((part) => part.byteLength).map((part) => part.buffer);
      if (worker === this.worker) worker.postMessage(message, [...new Set(transfer)]);
    };
    this.manager = new Manager(send, `${BASE}anywidget.js`);
    // Messages are handled in their order, each when the one before it is done: a widget must be
    // there before it is shown.
    let chain = Promise.resolve();
    const hear = (data) => {
      chain = chain.then(() => worker === this.worker && this.handle(data)).catch(console.error);
    };
    worker.onmessage = ({ data }) => hear(data);
    early.forEach(hear);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker) this.told({ kind: "failed", reason: event.message ?? "" });
    };
  }

  // Run a cell's code into its outputs; a promise of whether it ended without an error.
  run(code, cell, outputs) {
    this.count += 1;
    const id = this.count;
    return new Promise((resolve) => {
      this.running.set(id, { cell, outputs, resolve });
      this.worker.postMessage({ kind: "run", code, cell, id });
    });
  }

  get current() {
    return this.active === undefined ? undefined : this.running.get(this.active);
  }

  async handle(message) {
    const { manager } = this;
    switch (message.kind) {
      case "comm_open":
        return manager.opened(message);
      case "comm_msg":
        return manager.message(message);
      case "comm_close":
        return manager.closed(message);
      case "idle":
        return manager.handled(message.id);
      case "started":
        this.active = message.id;
        this.current.outputs.begin(manager);
        return this.told(message);
      case "stream":
        return this.current?.outputs.stream(message.name, message.text);
      case "display":
        return this.current?.outputs.display(message);
      case "clear":
        return this.current?.outputs.clear(message.wait);
      case "error":
        return this.current?.outputs.error(message);
      case "done":
        return this.done(message);
      case "ready":
        this.isReady = true;
    }
    return this.told(message);
  }

  done({ id, ok }) {
    const { outputs, resolve } = this.running.get(id);
    this.running.delete(id);
    this.active = undefined;
    outputs.reveal().then(() => resolve(ok));
  }

  // End this Python, whatever it does, and start another.
  restart() {
    this.worker.terminate();
    const ended = [...this.running.values()];
    this.running.clear();
    this.active = undefined;
    for (const { resolve } of ended) resolve(undefined);
    this.manager.end();
    this.start();
  }
}
