// A button that keeps its explorer in view while the reader scrolls, and puts it back.
//
// The explorer stays in its place in the document and is shown in the browser's top layer, as a
// popover. JupyterLab clips its cells and skips those out of view; neither affects the top layer.
// Since no node moves, nothing is lost: the focus, a drag, styles, shortcuts. Hiding the tab hides
// the explorer, and removing the cell removes it.

const GAP = 12; // pixels around a kept figure
const ROOMY = 760; // pixels: the least width of a page for a figure beside the text
const LEAST = 360, MOST = 560; // pixels of width for a figure beside the text
const ACROSS = 0.45; // of the page's width, for that figure
const DOWN = 0.55; // of the page's height, at most, for a figure above the text
const SETTLED = 1000; // ms after which all figures have been redrawn at their new width
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"]; // events that may scroll
const BESIDE = "nncourse-view-beside", ABOVE = "nncourse-view-above";
const BOX = ["left", "top", "width", "height"];

// The element that scrolls: that of a notebook, a box around the figure, or the page itself.
function scrollerOf(root) {
  const notebook = root.closest(".jp-WindowedPanel-outer");
  let around = root.closest(".jp-OutputArea") ?? root;
  while (!notebook && (around = around.parentElement)) {
    const mayScroll = /auto|scroll/.test(getComputedStyle(around).overflowY);
    if (mayScroll && around.scrollHeight > around.clientHeight) return around;
  }
  return notebook ?? document.scrollingElement;
}

const topOf = (element) => element.getBoundingClientRect().top;

// The area of the window in which a page scrolls, in pixels.
function windowOf(scroller) {
  const { clientWidth: width, clientHeight: height } = scroller;
  if (scroller === document.scrollingElement) return { left: 0, top: 0, width, height };
  const { left, top } = scroller.getBoundingClientRect();
  return { left, top, width, height };
}

// The height that a figure above the text covers, in pixels.
function coveredBy(root, scroller) {
  return scroller.classList.contains(ABOVE) ? root.offsetHeight + GAP : 0;
}

// Put a figure beside the text or above it, and make room in the text.
function place(root, scroller) {
  const { left, top, width, height } = windowOf(scroller);
  if (!width) return; // the tab is hidden
  const isBeside = width >= ROOMY;
  const across = isBeside ? Math.min(Math.max(ACROSS * width, LEAST), MOST) : width - 2 * GAP;
  const down = isBeside ? height - 2 * GAP : DOWN * height;
  const lengths = [left + width - across - GAP, top + GAP, across, down];
  BOX.forEach((name, i) => root.style.setProperty(`--nncourse-view-${name}`, `${lengths[i]}px`));
  scroller.classList.toggle(BESIDE, isBeside);
  scroller.classList.toggle(ABOVE, !isBeside);
  const room = 2 * GAP + (isBeside ? across : root.offsetHeight);
  scroller.style.setProperty("--nncourse-view-room", `${room}px`);
}

// The first piece of text in view, if any.
function readNow(root, scroller) {
  const { left, top, width, height } = windowOf(scroller);
  for (let y = top + coveredBy(root, scroller) + 2 * GAP; y < top + height; y += 2 * GAP) {
    const element = document.elementFromPoint(left + width / 4, y);
    const isText = scroller.contains(element) && element.offsetHeight < height / 2;
    if (isText && !root.contains(element)) return element;
  }
}

// Call `work`, which changes the width of the text, and keep a piece of the text in place, even
// while figures redraw, until the reader scrolls.
function hold(piece, scroller, work) {
  const before = topOf(piece());
  const end = performance.now() + SETTLED;
  const moved = new AbortController();
  const stop = () => moved.abort();
  work();

  function settle() {
    if (!piece().isConnected || moved.signal.aborted) return;
    scroll(scroller, topOf(piece()) - before);
    if (performance.now() < end) requestAnimationFrame(settle);
    else stop();
  }

  settle();
  for (const kind of MOVES) window.addEventListener(kind, stop, { signal: moved.signal, passive: true });
}

const scroll = (scroller, top) => scroller.scrollBy({ top, behavior: "instant" });

function render({ model, el }) {
  const words = model.get("words");
  const button = make("button", "nncourse-view-button", { type: "button" });
  const back = make("button", "nncourse-view-button", { type: "button" });
  const gap = make("div", "nncourse-view-gap"); // takes the explorer's place in its cell
  const resized = new ResizeObserver(() => place(root, scroller));
  const leaving = new AbortController();
  let root, scroller, isKept = false;

  function label(name) {
    button.textContent = words[name];
    button.title = words[`${name}_how`];
  }

  function keep() {
    window.nncoursePutBack?.();
    window.nncoursePutBack = putBack;
    isKept = true;
    root = el.closest(".nncourse-explorer");
    scroller = scrollerOf(root);
    const before = topOf(root);
    root.after(gap);
    root.classList.add("nncourse-kept");
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", words.kept);
    root.popover = "manual";
    root.showPopover();
    place(root, scroller);
    const highest = windowOf(scroller).top + coveredBy(root, scroller) + GAP;
    scroll(scroller, topOf(gap) - Math.max(before, highest));
    resized.observe(scroller);
    resized.observe(root);
    label("put_back");
  }

  function putBack() {
    const { top, bottom } = gap.getBoundingClientRect();
    const isSeen = bottom > 0 && top < innerHeight;
    const read = isSeen ? null : readNow(root, scroller);
    const hadFocus = document.activeElement === back;
    window.nncoursePutBack = null;
    isKept = false;
    resized.disconnect();
    hold(() => read ?? (gap.isConnected ? gap : root), scroller, () => {
      if (root.matches(":popover-open")) root.hidePopover();
      for (const name of ["popover", "role", "aria-label"]) root.removeAttribute(name);
      for (const name of BOX) root.style.removeProperty(`--nncourse-view-${name}`);
      root.classList.remove("nncourse-kept");
      scroller.classList.remove(BESIDE, ABOVE);
      scroller.style.removeProperty("--nncourse-view-room");
      gap.remove();
    });
    label("keep");
    if (hadFocus) button.focus({ preventScroll: true });
  }

  function escape(event) {
    if (!isKept || event.key !== "Escape" || event.defaultPrevented) return;
    if (!root.contains(event.target)) return;
    event.preventDefault();
    putBack();
    button.focus({ preventScroll: true });
  }

  const leave = () => isKept && putBack();
  const when = { signal: leaving.signal };
  button.addEventListener("click", () => (isKept ? putBack() : keep()));
  back.addEventListener("click", putBack);
  document.addEventListener("keydown", escape, when);
  document.addEventListener("nncourse-gone", (event) => root?.contains(event.target) && leave(), when);
  window.addEventListener("resize", () => isKept && place(root, scroller), when);
  window.addEventListener("beforeprint", leave, when);

  back.textContent = words.put_back;
  // In its mode `full`, JupyterLab hides cells out of view, except those with `defs`
  gap.innerHTML = '<svg width="0" height="0" aria-hidden="true"><defs></defs></svg>';
  gap.append(words.kept_here, back);
  el.classList.add("nncourse-view");
  el.append(button);
  label("keep");
  // Nothing can leave an output that has a frame of its own
  const isFramed = window.parent !== window && !document.querySelector(".jp-NotebookPanel");
  el.hidden = isFramed || !("popover" in HTMLElement.prototype);
  return () => {
    leave();
    leaving.abort();
  };
}

export default { render };
