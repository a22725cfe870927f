// What all widgets of the course share; scripts.py puts it before each of their scripts.

// A new element with a class and attributes.
function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Keys pressed in a figure or a question stay there: for JupyterLab and Notebook 7, `d d` deletes
// the cell. Both listen at the document and skip an event whose target, or what is around it, bears
// this mark. It is set before they look, on what the key goes to, and for that key alone; keys with
// Ctrl or Cmd get none: Ctrl+S still saves.
const OURS = ".nncourse-explorer, .nncourse-predict, .nncourse-answer, .nncourse-view-gap";
const MARK = "data-lm-suppress-shortcuts";

function keepKeys(event) {
  for (const thing of document.querySelectorAll(`:is(${OURS})[${MARK}], :is(${OURS}) [${MARK}]`)) {
    thing.removeAttribute(MARK);
  }
  if (event.ctrlKey || event.metaKey || !event.target.closest?.(OURS)) return;
  event.target.setAttribute(MARK, "true");
}

// A menu that was clicked gets no ring: browsers take it for one that the keyboard has reached.
const PRESSED = "nncourse-pressed";
const pressMenu = ({ target }) => target.matches?.("select") && target.classList.add(PRESSED);
const releaseMenu = ({ target }) => target.matches?.("select") && target.classList.remove(PRESSED);

if (!window.nncourseKeepsKeys) {
  window.nncourseKeepsKeys = true;
  window.addEventListener("keydown", keepKeys, true);
  window.addEventListener("pointerdown", pressMenu, true);
  for (const kind of ["keydown", "focusout"]) window.addEventListener(kind, releaseMenu, true);
}

// A click anywhere in a figure or a question puts the focus there, not on the notebook's cell.
function takeFocus(root) {
  if (!root.hasAttribute("tabindex")) root.setAttribute("tabindex", -1);
}
