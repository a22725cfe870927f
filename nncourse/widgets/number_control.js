// A control for a number: a label, a slider, and a box to type into.

const MINUS = "\u2212";
const MARKED = 80; // ms for which a changed number is marked before the mark fades
const DECIMALS = 4; // shown at most; the value itself keeps all
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

// Read a typed number, else NaN: it may have a decimal comma, a true minus or full-width digits.
function readNumber(text) {
  let plain = text.normalize("NFKC").replace(/\s/g, "").replace(/[\u2212\u2010-\u2014\u30fc]/g, "-");
  plain = plain.replaceAll("\u3002", ".").replaceAll("\u3001", ",");
  if (!plain.includes(".") && plain.split(",").length === 2) plain = plain.replace(",", ".");
  return NUMBER.test(plain) ? Number(plain) : NaN;
}

// The number of decimals of a step: 0.05 has two.
function decimalsOf(step) {
  return Math.min(DECIMALS, (String(step).split(".")[1] ?? "").length);
}

// A number as the box shows it: with the decimals of the step, and more only if they are needed.
function writeNumber(value, step, whole) {
  if (whole) return String(Math.round(value)).replace("-", MINUS);
  const least = decimalsOf(step);
  let text = value.toFixed(DECIMALS);
  while (text.endsWith("0") && text.length - text.indexOf(".") - 1 > least) text = text.slice(0, -1);
  if (text.endsWith(".")) text = text.slice(0, -1);
  if (Number(text) === 0) text = text.replace("-", "");
  return text.replace("-", MINUS);
}

function render({ model, el }) {
  const id = `nncourse-number-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  const label = make("label", "nncourse-number-label", { for: id, id: `${id}-label` });
  const range = make("input", "nncourse-range", { type: "range" });
  const box = make("input", "nncourse-number-box", {
    type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false",
    "aria-labelledby": `${id}-label`,
  });
  const advice = make("span", "nncourse-advice", { role: "status" });
  el.classList.add("nncourse-number");
  let shown = "", selecting = false, widest = 0, unmarking;

  // Make the box wide enough for the bounds; for more digits it grows, and never shrinks again.
  function fitBox(bounds, step, whole) {
    const least = whole ? 0 : Math.max(decimalsOf(step), 1);
    const texts = bounds.map((bound) => (whole ? writeNumber(bound, step, whole) : bound.toFixed(least)));
    widest = Math.max(widest, ...[...texts, shown].map((text) => text.length));
    box.style.setProperty("--nncourse-digits", widest);
  }

  function mark() {
    box.classList.add("nncourse-moved");
    clearTimeout(unmarking);
    unmarking = setTimeout(() => box.classList.remove("nncourse-moved"), MARKED);
  }

  // A value as a screen reader says it, with its unit, if any.
  const withUnit = (text) => `${text} ${model.get("unit")}`.trim();

  function show() {
    const [value, step, whole] = ["value", "step", "whole"].map((name) => model.get(name));
    const slides = model.get("slider");
    label.textContent = model.get("description");
    label.hidden = !label.textContent;
    range.hidden = !slides;
    [slides ? range : box, slides ? box : range].forEach((input, i) => {
      i ? input.removeAttribute("id") : (input.id = id);
    });
    Object.assign(range, { min: model.get("min"), max: model.get("max"), step });
    range.value = value;
    range.setAttribute("aria-valuetext", withUnit(writeNumber(value, step, whole)));
    range.disabled = box.disabled = model.get("disabled");
    const before = shown;
    shown = writeNumber(value, step, whole);
    fitBox([model.get("min"), model.get("max")], step, whole);
    if (before && shown !== before && document.activeElement !== box) mark();
    if (document.activeElement !== box || box.value === before) {
      box.value = shown;
      if (document.activeElement === box && before !== shown) box.select();
    }
    box.title = withUnit(String(value));
  }

  function set(value) {
    model.set("value", model.get("whole") ? Math.round(value) : value);
    model.save_changes();
  }

  function tell(key) {
    const bound = (name) => writeNumber(model.get(name), model.get("step"), model.get("whole"));
    const words = key ? model.get("words")[key] : "";
    advice.textContent = words.replace("{min}", bound("min")).replace("{max}", bound("max"));
    box.toggleAttribute("aria-invalid", Boolean(words));
  }

  // Take the typed value. Invalid input is replaced by the last value, and a sentence gives advice.
  function take() {
    if (box.value === shown) return;
    const typed = readNumber(box.value);
    const [low, high, whole] = ["min", "max", "whole"].map((name) => model.get(name));
    const fits = typed >= low && typed <= high && (!whole || Number.isInteger(typed));
    if (!Number.isNaN(typed)) set(Math.min(Math.max(typed, low), high));
    shown = writeNumber(model.get("value"), model.get("step"), whole);
    box.value = shown;
    const advised = whole ? "whole" : "number";
    tell(fits ? "" : advised);
  }

  function stepBy(count) {
    take();
    const [value, step, low, high] = ["value", "step", "min", "max"].map((name) => model.get(name));
    const next = Number((value + count * step).toFixed(10));
    set(Math.min(Math.max(next, low), high));
  }

  box.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === "Enter") take();
    else if (event.key === "Escape") {
      if (box.value === shown && !advice.textContent) return; // nothing to undo
      box.value = shown;
      tell("");
    } else if (steps) stepBy(steps);
    else return;
    event.preventDefault();
    box.select();
  });
  box.addEventListener("input", () => tell(""));
  box.addEventListener("change", take);
  box.addEventListener("blur", take);
  // A first click selects the text, so that typing replaces it; a second one sets the cursor
  box.addEventListener("pointerdown", () => (selecting = document.activeElement !== box));
  box.addEventListener("focus", () => box.select());
  box.addEventListener("pointerup", (event) => {
    if (selecting) event.preventDefault();
    if (selecting && box.selectionStart === box.selectionEnd) box.select();
    selecting = false;
  });
  range.addEventListener("input", () => {
    tell("");
    set(Number(range.value));
  });

  el.append(label, range, box, advice);
  const names = ["value", "min", "max", "step", "whole", "slider", "disabled", "description", "unit"];
  for (const name of names) model.on(`change:${name}`, show);
  show();
  return () => {
    clearTimeout(unmarking);
    for (const name of names) model.off(`change:${name}`, show);
  };
}

export default { render };
