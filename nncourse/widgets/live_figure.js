// Shows the frames that the kernel sends (frames.py), acknowledges each, reports pointer and keys.

const REST = 800; // ms without a change before a screen reader is told of it
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", " "];

function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A canvas of its own, whose pixels can be changed one by one.
function layer(width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pixels = new Uint32Array(width * height);
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height);
  return { canvas, pixels, put: () => canvas.getContext("2d").putImageData(image, 0, 0) };
}

// What has changed in a layer, in runs of pixels: all that differs, then how long each run is.
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

// A small table: a level for each cell, and the colours of 256 levels; on the layer it had, if any.
function table({ columns, rows }, colours, levels, cells) {
  if (cells?.canvas.width !== columns || cells.canvas.height !== rows) cells = layer(columns, rows);
  for (let at = 0; at < levels.length; at++) cells.pixels[at] = colours[levels[at]];
  cells.put();
  return cells;
}

// The bytes of a message, which may lie anywhere in a larger buffer.
const copy = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

// Enlarge a table: smoothly from the middles of its outermost cells, or cell by cell.
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

// The controls around the figure. A listener that is there already is not added again.
function listen(explorer) {
  explorer.addEventListener("focusin", keepKeys);
  explorer.addEventListener("focusin", tidy);
  explorer.addEventListener("keydown", tidy, true); // before the number is read
  explorer.addEventListener("blur", tidy, true);
  for (const box of explorer.querySelectorAll(".widget-readout")) {
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-label", box.parentElement.querySelector(".widget-label").textContent);
  }
}

// Keys pressed here stay here: `d d` would delete the cell. The notebook looks for this mark on what
// has the focus, not on what is around it.
function keepKeys({ target }) {
  target.setAttribute("data-lm-suppress-shortcuts", "true");
}

// A slider's number can be typed. ipywidgets writes a true minus sign and then cannot read it, reads
// 0,5 as 0, and forgets what was typed by who leaves without pressing Enter.
function tidy({ type, key, target }) {
  if (!target.matches?.(".widget-readout") || (type === "keydown" && key !== "Enter")) return;
  target.textContent = target.textContent.replace("\u2212", "-").replace(",", ".");
  const enter = new KeyboardEvent("keydown", { keyCode: 13, bubbles: true });
  const select = () => document.activeElement === target && getSelection().selectAllChildren(target);
  type === "blur" ? target.dispatchEvent(enter) : setTimeout(select); // to type over
}

// Put a text on the clipboard; on a page without https, or without leave, as browsers once did.
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

function render({ model, el }) {
  const canvas = make("canvas", "nncourse-canvas", { role: "img", tabindex: 0 });
  const note = make("p", "nncourse-note", { role: "status" });
  const copyReport = make("button", "jupyter-button nncourse-report", { hidden: "" });
  const caption = make("p", "nncourse-caption", { "aria-hidden": true }); // announced below, calmly
  const announced = make("p", "nncourse-announced", { "aria-live": "polite" });
  const screen = canvas.getContext("2d");
  const view = crypto.getRandomValues(new Uint32Array(2)).join("-"); // its name for the kernel
  let newest = 0, told = "", report = "", fixed, moving, palettes, tables, announcing, resizing, dragging;
  el.classList.add("nncourse-live");
  copyReport.textContent = model.get("copy_report");
  el.append(canvas, note, copyReport, caption, announced);

  function show(frame, [below, above, colours, ...levels]) {
    if (frame.whole) {
      [canvas.width, canvas.height] = frame.size;
      const own = `${frame.size[0] / frame.ratio}px`, scaled = `min(100%, ${frame.widest}px)`;
      canvas.style.width = frame.view === view ? own : scaled; // drawn for another view's width
      [fixed, moving, tables] = [layer(...frame.size), layer(...frame.size), []];
    } else if (frame.number !== newest + 1) return newest ? send({ lost: true }) : tellSize(); // begin anew
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
    say(frame);
    send({ shown: frame.number });
    if (!frame.whole) return;
    listen(el.closest(".nncourse-explorer") ?? el);
    enlargePage();
  }

  // The prose around it too, where there is some.
  function enlargePage() {
    const page = el.closest(".jp-Notebook") ?? el.closest(".nncourse-explorer");
    page?.classList.toggle("nncourse-large", model.get("large"));
  }

  function say(frame) {
    note.textContent = frame.note;
    report = frame.report;
    copyReport.hidden = !report;
    if (caption.textContent === frame.caption) return;
    caption.textContent = frame.caption;
    canvas.setAttribute("aria-label", frame.caption);
    clearTimeout(announcing);
    announcing = setTimeout(() => (announced.textContent = frame.caption), REST);
  }

  function send(content) {
    if (!el.classList.contains("nncourse-gone")) model.send({ ...content, view });
  }

  // Its height may change with every picture: only another width is told.
  function tellSize() {
    const size = `${el.clientWidth} ${devicePixelRatio}`;
    if (!el.clientWidth || size === told) return;
    told = size;
    clearInterval(waiting);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    send({ width: el.clientWidth, ratio: devicePixelRatio, calm });
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
  };
  const message = (content, buffers) => (content.number ? show(content, buffers) : say(content));
  model.on("msg:custom", message);
  model.on("change:large", enlargePage);
  model.on("comm_live_update", gone); // the kernel restarted, or went away

  copyReport.addEventListener("click", () => copyText(report, el));
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    point("press", event);
  });
  canvas.addEventListener("pointermove", (event) => {
    const kind = canvas.hasPointerCapture(event.pointerId) ? "drag" : "hover";
    if (kind === "hover" && !model.get("hovers")) return;
    cancelAnimationFrame(dragging); // one report a frame, the newest
    dragging = requestAnimationFrame(() => point(kind, event));
  });
  canvas.addEventListener("pointerup", (event) => point("release", event));
  canvas.addEventListener("keydown", (event) => {
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    send({ key: event.key, large: event.shiftKey });
  });

  // A cell out of view is not laid out, and no observer hears of it; so the first frame asks itself.
  const waiting = setInterval(tellSize, 50);
  const watch = new ResizeObserver(() => {
    clearTimeout(resizing);
    resizing = setTimeout(tellSize, newest ? 100 : 0);
  });
  watch.observe(el);
  return () => {
    clearInterval(waiting);
    watch.disconnect();
    send({ closed: true });
    model.off("msg:custom", message);
    model.off("change:large", enlargePage);
    model.off("comm_live_update", gone);
  };
}

export default { render };
