// Record when a key went down, and when new pixels came, in an image or on a canvas.
window.latency = { pressed: 0, took: null, seen: [] };
document.addEventListener(
  "keydown",
  () => ([latency.pressed, latency.took] = [performance.now(), null]),
  true,
);
// Called once everything of a picture is drawn.
const seen = (where) => queueMicrotask(() => {
  const now = performance.now();
  latency.took ??= now - latency.pressed;
  latency.seen.push([now, where.getAttribute("aria-label")]);
});
document.addEventListener("load", ({ target }) => target.matches?.("img") && seen(target), true);
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...what) {
  draw.apply(this, what);
  if (this.canvas.isConnected) seen(this.canvas);
};
