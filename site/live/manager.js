// The widgets of a live page: the models and views of ipywidgets and anywidget, whose kernel is the
// worker.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";

const MODULES = { "@jupyter-widgets/base": base, "@jupyter-widgets/controls": controls };

// anywidget's own script is a module of AMD, which needs one other.
function loadAnywidget(address) {
  return new Promise((resolve, reject) => {
    window.define = (needs, make) => resolve(make(base));
    const script = document.createElement("script");
    script.src = address;
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
}

// A line from a model to its widget in Python.
class Comm {
  constructor(manager, id, target) {
    this.manager = manager;
    this.comm_id = id;
    this.target_name = target;
  }

  send(data, callbacks, metadata, buffers = []) {
    const id = this.manager.number();
    this.manager.waiting.set(id, callbacks);
    const parts = buffers.map((buffer) => new Uint8Array(buffer.buffer ?? buffer));
    this.manager.send({ kind: "comm", comm_id: this.comm_id, data, buffers: parts, id });
    return id;
  }

  open() {
    return "";
  }

  close() {
    return "";
  }

  on_msg(act) {
    this.act = act;
  }

  on_close(end) {
    this.end = end;
  }
}

const views = (buffers) =>
  buffers.map((part) => new DataView(part.buffer, part.byteOffset, part.byteLength));

// Python's None comes as undefined; ipywidgets expects null, as in messages of JSON.
function withNulls(data) {
  if (data === undefined) return null;
  if (Array.isArray(data)) return data.map(withNulls);
  if (data === null || Object.getPrototypeOf(data) !== Object.prototype) return data;
  return Object.fromEntries(Object.entries(data).map(([name, part]) => [name, withNulls(part)]));
}

export class Manager extends ManagerBase {
  constructor(send, anywidget) {
    super();
    this.send = send;
    this.waiting = new Map(); // callbacks of messages that Python has not handled yet
    this.comms = new Map();
    this.count = 0;
    MODULES.anywidget = loadAnywidget(anywidget);
  }

  number() {
    this.count += 1;
    return `message-${this.count}`;
  }

  async loadClass(name, module) {
    return (await MODULES[module])[name];
  }

  async _get_comm_info() {
    return {};
  }

  async opened({ comm_id, target_name, data, metadata, buffers }) {
    const comm = new Comm(this, comm_id, target_name);
    this.comms.set(comm_id, comm);
    const content = { comm_id, target_name, data: withNulls(data) };
    await this.handle_comm_open(comm, { content, metadata, buffers: views(buffers) });
  }

  message({ comm_id, data, metadata, buffers }) {
    const content = { comm_id, data: withNulls(data) };
    const message = { content, metadata, buffers: views(buffers), header: { msg_type: "comm_msg" } };
    return this.comms.get(comm_id)?.act?.(message);
  }

  closed({ comm_id, data }) {
    this.comms.get(comm_id)?.end?.({ content: { comm_id, data } });
    this.comms.delete(comm_id);
  }

  // ipywidgets waits for this before it sends a slider's next position.
  handled(id) {
    const status = { content: { execution_state: "idle" } };
    this.waiting.get(id)?.iopub?.status?.(status);
    this.waiting.delete(id);
  }

  async show(id, element) {
    const view = await this.create_view(await this.get_model(id));
    Widget.attach(view.luminoWidget, element);
    return view;
  }

  // Python has gone: the figures say so, and take no more messages.
  async end() {
    const models = await Promise.all(Object.values(this._models ?? {}));
    for (const model of models) model.comm_live = false;
    this.comms.clear();
    this.waiting.clear();
  }
}
