// The outputs of one cell, as Jupyter shows them. A new run takes the place of the old outputs in
// one step, when its first picture is there, so that nothing jumps.

import { AnsiUp } from "ansi_up";

const VIEW = "application/vnd.jupyter.widget-view+json";
const PATIENCE = 4000; // ms after which a figure is shown, drawn or not
const SOON = 250; // ms after which the outputs of a cell that still runs are shown
const IMAGES = ["image/png", "image/jpeg", "image/gif"];
const colours = new AnsiUp();
colours.use_classes = true;

const element = (tag, className) => Object.assign(document.createElement(tag), { className });

// Wait until every live figure in there has a picture.
function drawn(area) {
  const end = performance.now() + PATIENCE;
  const isEmpty = (canvas) => !canvas.style.width;
  return new Promise((resolve) => {
    (function look() {
      const waits = [...area.querySelectorAll(".nncourse-canvas")].some(isEmpty);
      if (!waits || performance.now() > end) resolve();
      else setTimeout(look, 16);
    })();
  });
}

// Do what changes the outputs, and scroll so that a picture in view stays where it is: a live figure
// has a row above its picture that a still has not.
const topOf = (place) => place.querySelector("img, .nncourse-canvas")?.getBoundingClientRect().top;

function keepPicture(place, change) {
  const before = topOf(place);
  change();
  const after = topOf(place);
  const wasInView = before > 0 && before < innerHeight;
  if (wasInView && after !== undefined) scrollOn(after - before);
}

// When outputs above the window grow or shrink, scroll by as much: what is being read stays. (The
// style sheet turns off the browser's own way to do this, which not all have.)
const ABOVE = 60; // pixels of outputs that may still be seen, and count as above the window
const heights = new WeakMap();
let held, heldAt; // a cell whose picture stays where it is until it is live, and its place
let scrolled; // how far the page was when that place was right
const keepReading = new ResizeObserver((changes) => {
  let grown = held ? (topOf(held) ?? heldAt) - heldAt : 0;
  for (const { target } of changes) {
    const { bottom, height } = target.getBoundingClientRect();
    const change = height - (heights.get(target) ?? height);
    heights.set(target, height);
    if (!held && bottom - change < ABOVE) grown += change;
  }
  if (grown) scrollOn(grown);
});

function scrollOn(by) {
  scrollBy({ top: by, behavior: "instant" });
  scrolled = scrollY;
}

// The reader may scroll meanwhile. (To measure the picture's place here would be wrong: an output
// above it may just have changed.)
function followReader() {
  heldAt -= scrollY - scrolled;
  scrolled = scrollY;
}

export function hold(cell) {
  held = cell;
  heldAt = topOf(held);
  scrolled = scrollY;
  addEventListener("scroll", followReader);
}

export function letGo() {
  held = undefined;
  removeEventListener("scroll", followReader);
}

export class Outputs {
  constructor(cell) {
    this.place = cell.querySelector(":scope > .cell_output");
    if (!this.place) {
      this.place = cell.appendChild(element("div", "cell_output"));
    }
    keepReading.observe(this.place);
    this.named = new Map(); // outputs that a cell may change later, by their display id
  }

  // Collect the outputs of a new run, out of sight.
  begin(manager) {
    this.manager = manager;
    this.fresh?.remove();
    this.fresh = element("div", "jp-OutputArea nn-outputs nn-fresh");
    this.area = this.fresh;
    this.text = null;
    this.waiting = [];
    this.clears = false;
    clearTimeout(this.soon);
    this.soon = undefined;
    this.place.append(this.fresh);
  }

  // Python was stopped: what the cell has shown until then stays.
  stopped() {
    clearTimeout(this.soon);
    if (this.fresh?.childElementCount) this.reveal(this.fresh);
    else this.fresh?.remove();
  }

  // Show what has been collected, and drop what was there.
  reveal(area = this.area) {
    this.revealing = this.swap(area);
    return this.revealing;
  }

  async swap(area) {
    await Promise.allSettled(this.waiting);
    await drawn(area);
    if (this.fresh !== area) return;
    this.fresh = null;
    keepPicture(this.place, () => {
      for (const old of [...this.place.children]) if (old !== area) old.remove();
      area.classList.remove("nn-fresh");
    });
  }

  add(part) {
    if (this.clears) this.empty();
    this.text = null;
    this.area.append(part);
    const { area } = this;
    if (this.fresh) this.soon ??= setTimeout(() => this.reveal(area), SOON);
    return part;
  }

  empty() {
    this.area.replaceChildren();
    this.text = null;
    this.clears = false;
  }

  clear(wait) {
    if (wait) this.clears = true;
    else this.empty();
  }

  stream(name, text) {
    if (this.clears) this.empty();
    if (this.text?.dataset.stream !== name) {
      const part = this.add(element("pre", `nn-text nn-${name}`));
      part.dataset.stream = name;
      this.text = part;
    }
    const pieces = text.split("\r"); // a carriage return writes over the line
    this.text.append(pieces.shift());
    for (const piece of pieces) {
      const before = this.text.textContent;
      const kept = piece.startsWith("\n") ? before : before.slice(0, before.lastIndexOf("\n") + 1);
      this.text.textContent = kept + piece;
    }
  }

  error({ name, value, traceback }) {
    const part = this.add(element("pre", "nn-text nn-error"));
    part.innerHTML = colours.ansi_to_html(traceback.join("\n") || [name, value].filter(Boolean).join(": "));
  }

  display({ data, display_id: id, is_update: isUpdate }) {
    const old = this.named.get(id);
    if (isUpdate && !old?.isConnected) return;
    const part = element("div", "nn-display");
    if (isUpdate) old.replaceWith(part);
    else this.add(part);
    if (id) this.named.set(id, part);
    this.waiting.push(this.fill(part, data));
  }

  async fill(part, data) {
    const image = IMAGES.find((kind) => kind in data);
    if (VIEW in data) {
      await this.manager.show(data[VIEW].model_id, part);
    } else if ("text/html" in data) {
      part.innerHTML = data["text/html"];
    } else if ("image/svg+xml" in data) {
      part.innerHTML = data["image/svg+xml"];
    } else if (image) {
      const picture = part.appendChild(new Image());
      picture.alt = data["text/plain"] ?? "";
      picture.src = `data:${image};base64,${data[image]}`;
      await picture.decode().catch(() => {});
    } else {
      part.appendChild(element("pre", "nn-text")).textContent = data["text/plain"] ?? "";
    }
  }
}
