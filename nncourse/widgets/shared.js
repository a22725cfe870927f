// Code shared by all widgets of the course; scripts.py puts it before each of their scripts.

// A new element with a class and attributes.
function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Keep keys pressed in a figure or a question from JupyterLab and Notebook 7: there `d d` deletes
// the cell. Both listen at the document and skip an event whose target, or an ancestor of it, has
// this attribute. It is set on the key's target before they look, for that key only; keys with Ctrl
// or Cmd do not set it, so Ctrl+S still saves.
const OURS = ".nncourse-explorer, .nncourse-predict, .nncourse-answer, .nncourse-view-gap";
const MARK = "data-lm-suppress-shortcuts";

function keepKeys(event) {
  for (const thing of document.querySelectorAll(`:is(${OURS})[${MARK}], :is(${OURS}) [${MARK}]`)) {
    thing.removeAttribute(MARK);
  }
  if (event.ctrlKey || event.metaKey || !event.target.closest?.(OURS)) return;
  event.target.setAttribute(MARK, "true");
}

// A clicked menu gets no focus ring; browsers would show one, as after a move by keyboard.
const PRESSED = "nncourse-pressed";
const pressMenu = ({ target }) => target.matches?.("select") && target.classList.add(PRESSED);
const releaseMenu = ({ target }) => target.matches?.("select") && target.classList.remove(PRESSED);

if (!window.nncourseKeepsKeys) {
  window.nncourseKeepsKeys = true;
  window.addEventListener("keydown", keepKeys, true);
  window.addEventListener("pointerdown", pressMenu, true);
  for (const kind of ["keydown", "focusout"]) window.addEventListener(kind, releaseMenu, true);
}

// Let a click anywhere in a figure or a question focus it, not the notebook's cell.
function takeFocus(root) {
  if (!root.hasAttribute("tabindex")) root.setAttribute("tabindex", -1);
}
