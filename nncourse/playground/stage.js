// The playground's stage: draw the numbers that the kernel sends (stage.py), acknowledge each frame,
// and report the reader's actions.

const REST = 800; // ms without a further change before a screen reader announces one
const NARROW = 640; // pixels: on a narrower stage, the parts are stacked
const DEEPER = 30; // pixels that the stage must be wider for each hidden layer after the third
const PAIR = 560; // pixels: on a narrower stage, the data are not beside the output either
const BESIDE = 530; // the least width of data and network beside the output, in pixels
const NO_TABLE = 260; // pixels: a smaller output has the confusion matrix below, not above
const DEEP = 56; // the width of a hidden layer, in pixels

function render({ model, el: host }) {
  const el = host.appendChild(part("div", "nnp", {}));
  const table = model.get("table"), options = model.get("options");
  const bytes = model.get("thumbnails");
  const thumbnails = unpack("thumbnails", new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const view = crypto.getRandomValues(new Uint32Array(2)).join("-"); // its name for the kernel
  const kept = {};
  let newest = 0, told = "", report = "", frame, theme, announcing, resizing, pointed, arranged = "";

  const act = (name, ...values) => send({ act: name, with: values });
  const set = (values) => act("set", values);
  const tools = { table, options, act, set, thumbnails, probe: lookAt, hover: enlarge };
  const bar = makeBar(tools), strip = makeStrip(tools), data = makeData(tools);
  const network = makeNetwork(tools), output = makeOutput(tools), curves = makeCurves(tools);
  const { words } = table;

  const note = part("p", "nncourse-note", { role: "status" });
  const copyReport = part("button", "jupyter-button nncourse-report", { hidden: "" }, model.get("copy_report"));
  const caption = part("p", "nncourse-caption nnp-caption", { "aria-hidden": true }); // announced below
  const writeCaption = captionWriter(caption);
  const announced = part("p", "nncourse-announced", { "aria-live": "polite" });
  const buttons = ["fork", "new_weights"].map((name) => {
    const button = part("button", "nnp-button", { type: "button" }, words[name]);
    button.addEventListener("click", () => act("do", name));
    return button;
  });
  const more = part("button", "nnp-button nnp-more", { type: "button", "aria-expanded": "false" }, words.stage_more);
  more.addEventListener("click", () => act("more"));
  const side = part("section", "nnp-side", { "aria-label": words.stage_output }, part("h4", "", {}, words.stage_output), curves.el, output.el);
  const stage = part("div", "nnp-stage", {}, data.el, network.el, side, curves.panel);
  const foot = part("div", "nnp-foot", {}, ...buttons, more);
  host.classList.add("nncourse-live");
  el.append(bar.el, strip.el, stage, note, copyReport, announced);
  host.append(caption, foot); // in a row of the card, as in all figures

  function show(next, buffers) {
    if (!next.whole && next.number !== newest + 1) return newest ? send({ lost: true }) : tellSize(); // restart
    newest = next.number;
    next.new?.forEach((name, k) => (kept[name] = unpack(name, buffers[k])));
    frame = next;
    draw();
    send({ shown: next.number });
    if (!next.whole) return;
    takeFocus(el.closest(".nncourse-explorer") ?? el);
    enlargePage();
  }

  function draw() {
    const { around } = frame;
    theme ?? recolour();
    if (frame.scene && arranged !== `${el.clientWidth} ${frame.scene.sizes.length - 2}`) arrange();
    bar.show(around);
    strip.show(around);
    data.show(around);
    if (frame.scene) {
      network.show(frame, kept, network.el.clientWidth, outputY());
      output.show(frame, kept);
      curves.show(frame, kept);
      tellValues();
    }
    for (const control of el.querySelectorAll("[data-control]"))
      control.hidden = around.unseen.includes(control.dataset.control);
    buttons[0].ariaPressed = String(around.forked);
    more.setAttribute("aria-expanded", String(around.open));
    say(frame);
  }

  // The height at which the lines end: the middle of the output, if that is beside the network.
  function outputY() {
    if (el.classList.contains("nnp-stacked")) return HEIGHT / 2 + 30;
    const box = output.square.getBoundingClientRect();
    return Math.round(box.y + box.height / 2 - network.el.getBoundingClientRect().y);
  }

  function say(words) {
    note.textContent = words.note;
    report = words.report;
    copyReport.hidden = !report;
    if (caption.textContent === words.caption) return;
    writeCaption(words.caption);
    clearTimeout(announcing);
    announcing = setTimeout(() => (announced.textContent = words.caption), REST);
  }

  // Show the values at the pointer, or else at the point that the reader pressed.
  function lookAt(x, y) {
    pointed = x === undefined ? undefined : [x, y];
    tellValues();
  }

  function tellValues() {
    const { scene } = frame;
    const place = pointed ?? scene.probe;
    if (!place) {
      network.tell();
      output.tell();
      return;
    }
    const a = forward(scene, kept.parameters, ...place);
    const numbers = place.map((value, k) => {
      const number = scene.shifts[k] + scene.scales[k] * value;
      return scene.scales[k] === 1 ? signed(number) : brief(number);
    });
    network.tell(a);
    output.tell(place, `(${numbers.join(", ")}): ${a.at(-1).map((value) => signed(value)).join(", ")}`);
  }

  function enlarge(k, j) {
    if (k === undefined || !kept.maps) output.enlarge();
    else output.enlarge(network.mapOf(k, j), network.nameOf(k, j));
  }

  function recolour() {
    theme = themeOf(el);
    for (const each of [data, network, output]) each.colour(theme);
  }

  function enlargePage() {
    const page = el.closest(".jp-Notebook, [data-notebook]") ?? el.closest(".nncourse-explorer");
    page?.classList.toggle("nncourse-large", model.get("large"));
    el.classList.toggle("nnp-large", model.get("large"));
  }

  function send(content) {
    if (!el.matches(".nncourse-gone, .nncourse-lost")) model.send({ ...content, view });
  }

  // Arrange the parts by the width of the stage and the depth of the network, without the kernel.
  function arrange() {
    const width = el.clientWidth;
    const layers = frame?.scene ? frame.scene.sizes.length - 2 : 0;
    const stacked = width < NARROW + DEEPER * Math.max(0, layers - 3);
    el.classList.toggle("nnp-stacked", stacked);
    el.classList.toggle("nnp-pair", stacked && width >= PAIR);
    el.classList.toggle("nnp-tight-bar", width < 880);
    const beside = Math.max(BESIDE, BESIDE - 190 + DEEP * layers);
    const room = stacked ? width - 70 : Math.max(200, width - beside);
    const square = Math.min(width < PAIR ? 400 : 300, room);
    arranged = `${width} ${layers}`;
    el.style.setProperty("--square", `${square}px`);
    output.resize(square);
    (square < NO_TABLE ? output.el : curves.el).append(curves.confusion);
  }

  function tellSize() {
    const size = `${el.clientWidth} ${devicePixelRatio}`;
    if (!el.clientWidth || size === told) return;
    if (frame) draw();
    else arrange();
    told = size;
    clearInterval(waiting);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    send({ width: el.clientWidth, ratio: devicePixelRatio, calm });
  }

  const gone = () => {
    el.classList.add("nncourse-gone");
    note.textContent = model.get("gone");
  };

  function reached(state) {
    if (state === "gone") gone();
    if (el.classList.contains("nncourse-gone")) return;
    el.classList.toggle("nncourse-lost", state === "lost");
    note.textContent = state === "lost" ? model.get("lost") : "";
    if (state === "lost") return;
    told = ""; // so that the kernel sends all of it
    unstick(model.widget_manager).then(tellSize);
  }

  // Let arrow keys go from a data set, feature or unit to the next one in that direction.
  function walk(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const from = event.target.closest?.(".nnp-node");
    if (!way || !from) return;
    event.preventDefault();
    const middle = (node) => {
      const box = node.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const start = middle(from);
    let best, least = Infinity;
    for (const node of el.querySelectorAll(".nnp-node")) {
      const to = middle(node).map((value, k) => value - start[k]);
      const ahead = to[0] * way[0] + to[1] * way[1];
      const aside = Math.abs(to[0] * way[1]) + Math.abs(to[1] * way[0]);
      if (ahead < 4 || ahead + 3 * aside >= least) continue;
      best = node;
      least = ahead + 3 * aside;
    }
    best?.focus();
  }

  host.addEventListener("keydown", (event) => {
    walk(event);
    const isFree = !event.target.closest("button, input, select, summary, .nnp-square");
    if (event.key !== " " || !isFree) return;
    event.preventDefault();
    act("play");
  });
  copyReport.addEventListener("click", () => copyText(report, el));

  const message = (content, buffers) => {
    if (content.font) return; // see page_font.js
    if (content.number) show(content, buffers);
    else say(content);
  };
  model.on("msg:custom", message);
  model.on("change:large", enlargePage);
  model.on("comm_live_update", gone); // the kernel restarted, or went away
  bringFont(model, model.get("font"), model.get("gone"));

  // A cell out of view has no layout, and observers miss it; so poll until there is a first frame.
  const waiting = setInterval(tellSize, 50);
  const endWatch = watchKernel(model.widget_manager, reached);
  const watch = new ResizeObserver(() => {
    clearTimeout(resizing);
    resizing = setTimeout(tellSize, newest ? 100 : 0);
  });
  watch.observe(el);
  const themed = () => {
    recolour();
    if (frame) draw();
  };
  const themes = new MutationObserver(() => setTimeout(themed, 50));
  themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", themed);
  return () => {
    clearInterval(waiting);
    watch.disconnect();
    themes.disconnect();
    dark.removeEventListener("change", themed);
    endWatch();
    send({ closed: true });
    model.off("msg:custom", message);
    model.off("change:large", enlargePage);
    model.off("comm_live_update", gone);
  };
}

export default { render };
