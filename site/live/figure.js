// A page of one figure, for a frame in another page: CHAPTER.html?figure=NAME shows the figure that
// the chapter makes with NAME(...) or NAME.from_link(...), and nothing else.

const NAME = /^\w+$/;

export function wantedFigure() {
  return new URLSearchParams(location.search).get("figure");
}

// The cell that makes the figure; undefined if none does.
export function cellOf(name, cells) {
  const call = NAME.test(name) && new RegExp(`\\b${name}(\\.from_link)?\\(`);
  return call ? cells.find((cell) => call.test(cell.code)) : undefined;
}

// Hide all of the page but a cell's outputs, and the bar above them.
export function showOnly(cell, bar) {
  document.documentElement.classList.add("nn-one-figure");
  cell.element.prepend(bar);
  let shown = cell.element;
  for (const part of shown.children) {
    if (part !== bar && !part.matches(".cell_output")) part.classList.add("nn-hidden");
  }
  while (shown !== document.body) {
    for (const other of shown.parentElement.children) {
      if (other !== shown) other.classList.add("nn-hidden");
    }
    shown.classList.add("nn-around");
    shown = shown.parentElement;
  }
}
