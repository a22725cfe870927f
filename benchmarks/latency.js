// When a key went down, and when new pixels came: in an image, or on a canvas.
window.latency = { pressed: 0, took: null, seen: [] };
document.addEventListener(
  "keydown",
  () => ([latency.pressed, latency.took] = [performance.now(), null]),
  true,
);
function seen(where) {
  const now = performance.now();
  latency.took ??= now - latency.pressed;
  queueMicrotask(() => latency.seen.push([now, where.getAttribute("aria-label")]));
}
document.addEventListener("load", ({ target }) => target.matches?.("img") && seen(target), true);
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...what) {
  draw.apply(this, what);
  seen(this.canvas);
};
