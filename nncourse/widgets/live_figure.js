// Show the frames that the kernel sends (frames.py), acknowledge each, and report pointer and keys.

const REST = 800; // ms without a further change before a screen reader announces one
const CAPTION = 40; // pixels: two lines of a caption
const APART = 6; // pixels: above and below a caption
const BESIDE = 80; // pixels of the window that a figure leaves for its cell's code and margins
const SLACK = 12; // pixels by which the room for a picture may change before it is redrawn
const MOVED = "nncourse-moved-number";
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", " "];

// A canvas whose pixels can be changed one by one.
function layer(width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pixels = new Uint32Array(width * height);
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height);
  return { canvas, pixels, put: () => canvas.getContext("2d").putImageData(image, 0, 0) };
}

// Apply the changes of a layer, in runs: first the pixels to XOR with, then the runs' lengths.
function change({ pixels, put }, bytes) {
  const count = bytes.byteLength / 6;
  const data = copy(bytes);
  const changes = new Uint32Array(data, 0, count), lengths = new Uint16Array(data, 4 * count);
  for (let run = 0, start = 0; run < count; start += lengths[run++]) {
    if (!changes[run]) continue;
    for (let at = start; at < start + lengths[run]; at++) pixels[at] ^= changes[run];
  }
  if (changes.some(Boolean)) put();
}

// Draw a small table from a level per cell and the colours of 256 levels; reuse `cells` if it fits.
function table({ columns, rows }, colours, levels, cells) {
  if (cells?.canvas.width !== columns || cells.canvas.height !== rows) cells = layer(columns, rows);
  for (let at = 0; at < levels.length; at++) cells.pixels[at] = colours[levels[at]];
  cells.put();
  return cells;
}

// A copy of a message's bytes, which may lie anywhere in a larger buffer.
const copy = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

// Enlarge a table: smoothly between the centres of its outermost cells, or cell by cell.
function enlarge(screen, canvas, { smooth, columns, rows, box, clip }) {
  const edge = smooth ? 0.5 : 0;
  screen.save();
  screen.beginPath();
  screen.rect(...clip);
  screen.clip();
  screen.imageSmoothingEnabled = smooth;
  screen.drawImage(canvas, edge, edge, columns - 2 * edge, rows - 2 * edge, ...box);
  screen.restore();
}

// Lay transparent patches over the places that a finger can drag. Elsewhere a finger scrolls the
// page, and the browser must know which before the kernel could tell it.
function layGrips(stage, grips) {
  const patches = [...stage.querySelectorAll(".nncourse-grip")];
  while (patches.length > grips.length) patches.pop().remove();
  grips.forEach((grip, i) => {
    layOver(patches[i] ?? stage.appendChild(make("div", "nncourse-grip")), grip);
  });
}

// Mark numbers of the picture that have changed, for a moment.
function markNumbers(stage, places) {
  const marks = places.map((place) => layOver(make("div", MOVED), place));
  stage.append(...marks);
  setTimeout(() => marks.forEach((mark) => mark.remove()), 2 * MOMENT);
}

// Give an element a place on the picture, in fractions of its size.
function layOver(element, [left, top, width, height]) {
  const percent = (part) => `${100 * part}%`;
  Object.assign(element.style, {
    left: percent(left), top: percent(top), width: percent(width), height: percent(height),
  });
  return element;
}

// A hidden SVG filter that turns a picture's colours into those for a dark page (see style.py). The
// style sheet says when to use it, so a page that changes its theme needs no new picture.
function darkFilter(name, [red, green, blue]) {
  const filter = make("div", "nncourse-announced", { "aria-hidden": true });
  const row = ([r, g, b, constant]) => [r, g, b, 0, constant].join(" ");
  const values = [row(red), row(green), row(blue), "0 0 0 1 0"].join(" ");
  filter.innerHTML = `<svg width="1" height="1"><filter id="${name}" color-interpolation-filters="sRGB">
    <feColorMatrix values="${values}"/></filter></svg>`;
  return filter;
}

function render({ model, el }) {
  const pane = make("div", "nncourse-pane"); // as wide as the picture can be
  const stage = make("div", "nncourse-stage");
  const canvas = make("canvas", "nncourse-canvas", { role: "img", tabindex: 0 });
  const note = make("p", "nncourse-note", { role: "status" });
  const copyReport = make("button", "jupyter-button nncourse-report", { hidden: "" });
  const caption = make("p", "nncourse-caption", { "aria-hidden": true }); // announced below
  const writeCaption = captionWriter(caption);
  const announced = make("p", "nncourse-announced", { "aria-live": "polite" });
  const screen = canvas.getContext("2d");
  const view = crypto.getRandomValues(new Uint32Array(2)).join("-"); // its name for the kernel
  let newest = 0, told = "", report = "", fixed, moving, palettes, tables, announcing, resizing;
  let dragging, tap, pressed = false, card, high = 0;
  el.classList.add("nncourse-live");
  stage.append(canvas);
  copyReport.textContent = model.get("copy_report");
  const dark = `nncourse-dark-${view}`;
  canvas.style.setProperty("--nncourse-dark", `url("#${dark}")`);
  pane.append(stage, note, copyReport, announced, darkFilter(dark, model.get("dark")));
  el.append(pane, caption);

  function show(frame, [below, above, colours, ...levels]) {
    if (frame.whole) {
      [canvas.width, canvas.height] = frame.size;
      const own = `${frame.size[0] / frame.ratio}px`, scaled = `min(100%, ${frame.widest}px)`;
      canvas.style.width = frame.view === view ? own : scaled; // drawn for another view's width
      [fixed, moving, tables] = [layer(...frame.size), layer(...frame.size), []];
    } else if (frame.number !== newest + 1) return newest ? send({ lost: true }) : tellSize(); // restart
    newest = frame.number;
    change(fixed, below);
    change(moving, above);
    screen.drawImage(fixed.canvas, 0, 0);
    if (colours.byteLength) palettes = new Uint32Array(copy(colours));
    frame.surfaces.forEach((surface, i) => {
      const { slot, palette } = surface, bytes = new Uint8Array(copy(levels[i]));
      const colour = palettes.subarray(256 * palette, 256 * (palette + 1));
      if (bytes.length) tables[slot] = table(surface, colour, bytes, tables[slot]);
      enlarge(screen, tables[slot].canvas, surface);
    });
    screen.drawImage(moving.canvas, 0, 0);
    if (frame.whole) stage.querySelectorAll(`.${MOVED}`).forEach((mark) => mark.remove());
    say(frame);
    markNumbers(stage, frame.moved ?? []);
    if (!pressed) layGrips(stage, frame.grips ?? []); // not during a drag
    send({ shown: frame.number });
    if (!frame.whole) return;
    takeFocus(el.closest(".nncourse-explorer") ?? el);
    enlargePage();
  }

  // Enlarge the prose around the figure too, if any.
  function enlargePage() {
    const page = el.closest(".jp-Notebook, [data-notebook]") ?? el.closest(".nncourse-explorer");
    page?.classList.toggle("nncourse-large", model.get("large"));
    // ipywidgets' toggle button has no aria-pressed of its own
    const toggle = el.closest(".nncourse-explorer")?.querySelector(".widget-toggle-button");
    toggle?.setAttribute("aria-pressed", model.get("large"));
  }

  function say(frame) {
    note.textContent = frame.note;
    report = frame.report;
    copyReport.hidden = !report;
    if (caption.textContent === frame.caption) return;
    writeCaption(frame.caption);
    caption.style.minHeight = `${caption.offsetHeight}px`; // it grows, and never shrinks again
    canvas.setAttribute("aria-label", frame.caption);
    clearTimeout(announcing);
    announcing = setTimeout(() => (announced.textContent = frame.caption), REST);
  }

  function send(content) {
    if (!el.matches(".nncourse-gone, .nncourse-lost")) model.send({ ...content, view });
  }

  // The greatest height at which a picture fits into the window with its caption, its controls and
  // its cell's code. When a caption needs a third line, the picture gives it room, once.
  function room() {
    const scroller = el.closest(".jp-WindowedPanel-outer") ?? document.documentElement;
    const around = card ? card.offsetHeight - pane.offsetHeight - caption.offsetHeight : 0;
    return scroller.clientHeight - BESIDE - around - Math.max(CAPTION, caption.offsetHeight) - APART;
  }

  // Report the width and the room, not the height, which may change with every picture.
  function tellSize() {
    const width = pane.clientWidth;
    if (!width) return;
    if (!card && (card = el.closest(".nncourse-card"))) watch.observe(card);
    const size = `${width} ${devicePixelRatio}`;
    if (size !== told) caption.style.minHeight = "";
    const fits = Math.abs(room() - high) <= SLACK;
    if (size === told && fits) return;
    if (!fits) high = room();
    told = size;
    clearInterval(waiting);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    send({ width, ratio: devicePixelRatio, tallest: high, calm });
  }

  function point(kind, event) {
    const box = canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = 1 - (event.clientY - box.top) / box.height;
    send({ pointer: kind, x, y });
  }

  const gone = () => {
    el.classList.add("nncourse-gone");
    note.textContent = model.get("gone");
    el.dispatchEvent(new Event("nncourse-gone", { bubbles: true }));
  };

  function reached(state) {
    if (state === "gone") gone();
    if (el.classList.contains("nncourse-gone")) return;
    el.classList.toggle("nncourse-lost", state === "lost");
    note.textContent = state === "lost" ? model.get("lost") : "";
    if (state === "lost") return;
    told = ""; // so that the kernel draws all of it
    unstick(model.widget_manager).then(tellSize);
  }

  const message = (content, buffers) => {
    if (content.font) return; // see page_font.js
    if (content.number) show(content, buffers);
    else say(content);
  };
  model.on("msg:custom", message);
  model.on("change:large", enlargePage);
  model.on("comm_live_update", gone); // the kernel restarted, or went away
  bringFont(model, model.get("font"), model.get("gone"));

  copyReport.addEventListener("click", () => copyText(report, el));
  // Outside the grips a finger scrolls, which cancels the pointer; a tap is a press.
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return; // only the left button, or a finger
    canvas.classList.add("nncourse-pressed"); // no ring: the pointer moved the focus
    canvas.focus({ preventScroll: true });
    tap = event.pointerType === "touch" && event.target === canvas ? event : null;
    if (tap) return;
    pressed = true;
    stage.setPointerCapture(event.pointerId);
    point("press", event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (tap || (!pressed && !model.get("hovers"))) return;
    cancelAnimationFrame(dragging); // one report per frame, the newest
    dragging = requestAnimationFrame(() => point(pressed ? "drag" : "hover", event));
  });
  stage.addEventListener("pointerup", (event) => {
    const far = tap && Math.hypot(event.clientX - tap.clientX, event.clientY - tap.clientY) > 10;
    if (tap && !far) point("press", event);
    if (pressed || (tap && !far)) release(event);
    tap = null;
  });
  stage.addEventListener("pointercancel", (event) => {
    if (pressed) release(event);
    tap = null;
  });

  function release(event) {
    cancelAnimationFrame(dragging);
    if (pressed) point("drag", event); // the last position, which no frame may have reported
    pressed = false;
    point("release", event);
  }

  canvas.addEventListener("blur", () => canvas.classList.remove("nncourse-pressed"));
  canvas.addEventListener("keydown", (event) => {
    canvas.classList.remove("nncourse-pressed");
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    send({ key: event.key, large: event.shiftKey });
  });

  // A cell out of view has no layout, and observers miss it; so poll until there is a first frame.
  const waiting = setInterval(tellSize, 50);
  const endWatch = watchKernel(model.widget_manager, reached);
  function resized() {
    clearTimeout(resizing);
    resizing = setTimeout(tellSize, newest ? 100 : 0);
  }
  const watch = new ResizeObserver(resized);
  watch.observe(pane);
  addEventListener("resize", resized);
  return () => {
    clearInterval(waiting);
    watch.disconnect();
    removeEventListener("resize", resized);
    endWatch();
    send({ closed: true });
    model.off("msg:custom", message);
    model.off("change:large", enlargePage);
    model.off("comm_live_update", gone);
  };
}

export default { render };
