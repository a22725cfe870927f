// Shows the frames that the kernel sends, acknowledges each, and reports pointer and keys.

const REST = 800; // ms without a change before a screen reader is told of it
const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function render({ model, el }) {
  const canvas = make("canvas", "nnlib-canvas", { role: "img", tabindex: 0 });
  const note = make("p", "nnlib-note", { role: "status" });
  const caption = make("p", "nnlib-caption", { "aria-hidden": true }); // announced below, calmly
  const announced = make("p", "nnlib-announced", { "aria-live": "polite" });
  const screen = canvas.getContext("2d");
  let newest = 0, announcing, resizing, moving;
  el.classList.add("nnlib-live");
  el.append(canvas, note, caption, announced);

  async function show(frame, bytes) {
    const picture = await createImageBitmap(new Blob([bytes], { type: frame.type }));
    if (frame.number > newest) {
      newest = frame.number;
      [canvas.width, canvas.height] = [picture.width, picture.height];
      screen.drawImage(picture, 0, 0);
      say(frame);
    }
    model.send({ shown: frame.number });
    (el.closest(".nnlib-explorer") ?? el).addEventListener("focusin", keepKeys); // added once
  }

  function say(frame) {
    note.textContent = frame.note;
    if (caption.textContent === frame.caption) return;
    caption.textContent = frame.caption;
    canvas.setAttribute("aria-label", frame.caption);
    clearTimeout(announcing);
    announcing = setTimeout(() => (announced.textContent = frame.caption), REST);
  }

  // All controls around the figure keep their keys from the notebook: `d d` would delete the cell.
  // The notebook looks for this mark on what has the focus, not on what is around it.
  const keepKeys = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");

  function tellSize() {
    if (el.clientWidth) model.send({ width: el.clientWidth, ratio: window.devicePixelRatio });
  }

  function report(kind, event) {
    const box = canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = 1 - (event.clientY - box.top) / box.height;
    model.send({ pointer: kind, x, y });
  }

  const gone = () => {
    el.classList.add("nnlib-gone");
    note.textContent = model.get("gone");
  };
  const message = (content, buffers) => content.number && show(content, buffers[0]);
  model.on("msg:custom", message);
  model.on("comm_live_update", gone); // the kernel restarted, or went away

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    report("press", event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    cancelAnimationFrame(moving); // one report a frame, the newest
    moving = requestAnimationFrame(() => report("drag", event));
  });
  canvas.addEventListener("pointerup", (event) => report("release", event));
  canvas.addEventListener("keydown", (event) => {
    if (!ARROWS.includes(event.key)) return;
    event.preventDefault();
    model.send({ key: event.key, large: event.shiftKey });
  });

  const watch = new ResizeObserver(() => {
    clearTimeout(resizing);
    resizing = setTimeout(tellSize, newest ? 100 : 0);
  });
  watch.observe(el);
  return () => {
    watch.disconnect();
    model.off("msg:custom", message);
    model.off("comm_live_update", gone);
  };
}

export default { render };
