// The output over the plane with the samples, the loss curves, and the confusion matrix.

const CURVE = { width: 76, height: 42 };
const END = 34; // pixels between the plane and the edge of the output, for the numbers of x2
const SPANS = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];
const TOPS = [0.1, 0.25, 0.5, 1, 2, 5];

function makeOutput({ table, act, set, probe }) {
  const { words, labels } = table;
  const plane = part("canvas", "nnp-plane", { role: "img" });
  const points = part("canvas", "nnp-points", { "aria-hidden": true });
  const cross = part("span", "nnp-cross", { "aria-hidden": true, hidden: "" });
  const readout = part("span", "nnp-readout", { hidden: "" });
  const over = part("span", "nnp-over", { hidden: "" });
  const x1 = part("div", "nnp-axis nnp-axis-1", { "aria-hidden": true });
  const x2 = part("div", "nnp-axis nnp-axis-2", { "aria-hidden": true });
  const square = part("div", "nnp-square", { tabindex: 0, role: "application", "aria-label": words.stage_plane }, plane, points, cross, over, readout);
  const bar = part("canvas", "nnp-scale", { width: 64, height: 1, "aria-hidden": true });
  const [low, high] = [part("span", "", {}), part("span", "", {})];
  const scale = part("span", "nnp-scale-row", { "aria-hidden": true }, low, bar, high);
  const switches = ["show_test", "discrete", "see_other"].map((name) =>
    [name, makeSwitch(name, labels[name], (value) => set({ [name]: value }))]);
  const el = part("div", "nnp-output", {}, square, x2, x1,
    part("div", "nnp-below", {}, scale, part("div", "nnp-switches", {}, ...switches.map(([, each]) => each.el))));
  const ruler = part("canvas", "", {}).getContext("2d");
  let scene, kept = {}, theme, side = 300, drawnPoints, drawnPlane, hovered, pressed = false, axes = "";

  const toPlane = (event) => {
    const box = square.getBoundingClientRect();
    const place = (part) => (2 * part - 1) * table.reach;
    return [place((event.clientX - box.x) / box.width), -place((event.clientY - box.y) / box.height)];
  };
  const isOwn = () => scene?.data === table.own;
  const look = onceAFrame((x, y) => probe(x, y));

  square.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    pressed = true;
    if (isOwn()) {
      square.setPointerCapture(event.pointerId);
      act("plane", "press", ...toPlane(event));
    }
  });
  square.addEventListener("pointermove", (event) => {
    const place = toPlane(event);
    if (pressed && isOwn()) stroke(...place);
    else look(...place);
  });
  const stroke = onceAFrame((x, y) => act("plane", "drag", x, y));
  square.addEventListener("pointerup", (event) => {
    if (pressed && !isOwn()) act("look", ...toPlane(event));
    pressed = false;
  });
  square.addEventListener("pointercancel", () => (pressed = false));
  square.addEventListener("pointerleave", () => look());
  square.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 1 : 0.25;
    const [x, y] = spot ?? [0, 0];
    const within = (value) => Math.min(Math.max(value, -table.reach), table.reach);
    if (step) probe(within(x + by * step[0]), within(y + by * step[1]));
    else act(...(isOwn() ? ["plane", "press", x, y] : ["look", x, y]));
  });
  square.addEventListener("blur", () => look());
  let spot;

  function drawPlane() {
    const ratio = devicePixelRatio;
    plane.width = plane.height = Math.round(side * ratio);
    const pen = plane.getContext("2d");
    const levels = hovered?.levels ?? kept.output;
    const smooth = Boolean(hovered) || scene.smooth;
    const table = part("canvas", "", {});
    paint(table, levels, shades(theme, scene.coded && !hovered));
    const edge = smooth ? 0.5 : 0;
    pen.imageSmoothingEnabled = smooth;
    pen.drawImage(table, edge, edge, table.width - 2 * edge, table.height - 2 * edge, 0, 0, plane.width, plane.height);
  }

  function drawPoints() {
    const ratio = devicePixelRatio, size = side * ratio;
    points.width = points.height = Math.round(size);
    const pen = points.getContext("2d");
    const place = (x) => (0.5 + x / (2 * table.reach)) * size;
    const rim = css(theme.ground);
    const all = kept.points;
    for (let k = 0; k < all.length; k += 4) {
      const [x, y, label, isTest] = all.subarray(k, k + 4);
      if (isTest && !scene.show_test) continue;
      let colour = css(theme.classes[label] ?? theme.muted);
      if (!scene.n_classes) colour = css(mixed(theme.ground, label < 0 ? theme.blue : theme.orange, Math.abs(label)));
      const shape = scene.n_classes ? label : 0;
      const size = 3.6 * ratio, at = [place(x), place(-y), shape, size];
      if (isTest) {
        drawPoint(pen, ...at, "", rim, 3 * ratio);
        drawPoint(pen, ...at, "", colour, 1.6 * ratio);
      } else drawPoint(pen, ...at, colour, scene.n_classes ? rim : css(theme.muted), 0.8 * ratio);
    }
  }

  // Show the numbers along the axes, and at an axis's end, in place of numbers, its column's name.
  function showAxes() {
    const text = JSON.stringify([scene.axes, scene.from_file, side]);
    if (text === axes) return;
    axes = text;
    [x1, x2].forEach((axis, k) => {
      const { name, ticks, texts } = scene.axes[k];
      ruler.font = `bold 11px ${getComputedStyle(axis).fontFamily}`;
      const long = scene.from_file ? Math.min(ruler.measureText(name).width, 0.6 * side) + 6 : 0;
      const end = k ? side - long - 6 : side + END - long;
      axis.replaceChildren();
      ticks.forEach((tick, i) => {
        const share = 0.5 + tick / (2 * table.reach);
        const half = k ? 0 : ruler.measureText(texts[i]).width / 2;
        if (long && share * side + half > end) return;
        const label = axis.appendChild(part("span", "", {}, texts[i]));
        label.style[k ? "bottom" : "left"] = `${100 * share}%`;
      });
      if (long) axis.append(part("b", "", { title: name }, name));
    });
  }

  function paintScale() {
    bar.width = 64;
    const levels = Uint8Array.from({ length: 64 }, (_, k) => (255 * k) / 63);
    const colours = shades(theme, false), pen = bar.getContext("2d");
    for (let k = 0; k < 64; k++) {
      const pixel = colours[levels[k]];
      pen.fillStyle = `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
      pen.fillRect(k, 0, 1, 1);
    }
  }

  return {
    el,
    square,
    colour(next) {
      theme = next;
      drawnPoints = drawnPlane = undefined;
      paintScale();
    },
    resize(next) {
      if (side === next) return;
      side = next;
      drawnPoints = drawnPlane = undefined;
    },
    // Show a unit's map instead of the output; without `levels`, show the output again.
    enlarge(levels, name) {
      hovered = levels && { levels };
      over.hidden = !levels;
      setText(over, name ?? "");
      points.classList.toggle("nnp-dim", Boolean(levels));
      if (scene && kept.output) drawPlane();
    },
    // Show a cross at a point, and the output there; without a point, hide them.
    tell(place, text) {
      spot = place;
      cross.hidden = readout.hidden = !place;
      setText(readout, text ?? "");
      if (!place) return;
      cross.style.left = `${50 + (50 * place[0]) / table.reach}%`;
      cross.style.top = `${50 - (50 * place[1]) / table.reach}%`;
    },
    show(frame, buffers) {
      scene = frame.scene;
      kept = buffers;
      const look = JSON.stringify([scene.coded, scene.smooth]);
      if (drawnPlane !== kept.output || look !== el.dataset.look) drawPlane();
      el.dataset.look = look;
      drawnPlane = kept.output;
      const which = `${scene.show_test} ${scene.n_classes}`;
      if (drawnPoints !== kept.points || which !== points.dataset.which) drawPoints();
      drawnPoints = kept.points;
      points.dataset.which = which;
      showAxes();
      scale.hidden = scene.coded;
      setText(low, String(scene.scale[0]).replace("-", MINUS));
      setText(high, String(scene.scale[1]));
      square.classList.toggle("nnp-drawn-on", isOwn());
      plane.setAttribute("aria-label", frame.caption);
      for (const [name, each] of switches) each.show(frame.around.state[name]);
    },
  };
}

// The path of a curve in a box; `of` is the index of its loss among a sample's three numbers.
function curvePath(samples, of, span, top, width, height) {
  let d = "";
  for (let k = 0; k < samples.length; k += 3) {
    const x = (samples[k] / span) * width;
    const y = height - (Math.min(samples[k + of], 1.04 * top) / top) * height;
    d += `${k ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
  }
  return d;
}

// The number of epochs and the loss to which the axes of the curves reach.
function reachOf(curves) {
  const last = Math.max(40, ...curves.map((curve) => curve.at(-3)));
  const losses = curves.flatMap((curve) => Array.from(curve).filter((_, k) => k % 3)).sort((a, b) => a - b);
  const most = losses[Math.floor(0.98 * (losses.length - 1))];
  return { span: SPANS.find((span) => span >= last) ?? SPANS.at(-1), top: TOPS.find((top) => top >= most) ?? 5 };
}

function makeCurves({ table, large }) {
  const { words } = table;
  const rows = ["to_test", "to_train"].map((name) => {
    const [loss, right] = [part("b", "", {}), part("span", "", {})];
    return { el: part("p", `nnp-loss nnp-${name}`, {}, words[name], " ", loss, " ", right), loss, right };
  });
  const kinds = ["nnp-curve-other", "nnp-curve-test", "nnp-curve-train"];
  const small = kinds.map((name) => drawn("path", { class: name }));
  const now = drawn("circle", { r: 2.5, class: "nnp-now" });
  const axes = drawn("path", { d: `M0,0V${CURVE.height}H${CURVE.width}`, class: "nnp-curve-axes" });
  const box = { viewBox: `-2 -2 ${CURVE.width + 4} ${CURVE.height + 4}`, height: CURVE.height };
  const button = part("button", "nnp-curve", { type: "button", "aria-label": words.stage_curves, title: words.stage_curves, "aria-expanded": "false" },
    drawn("svg", { ...box, "aria-hidden": "true" }, axes, ...small, now));
  const body = part("tbody", "", {});
  const head = part("tr", "", {});
  const confusion = part("table", "nnp-confusion", { "aria-label": words.stage_called }, part("thead", "", {}, head), body);
  const panel = part("div", "nnp-curves-large", { hidden: "" });
  const el = part("div", "nnp-losses", {}, part("div", "", {}, ...rows.map((row) => row.el)), button, confusion);
  let curves = [], scene, asked = "";

  button.addEventListener("click", () => open(panel.hidden));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  panel.addEventListener("click", () => open(false));

  function open(is) {
    if (!curves.length) return; // no frame has come yet
    panel.hidden = !is;
    button.setAttribute("aria-expanded", String(is));
    if (is) drawLarge();
  }

  function pathsOf(span, top, width, height) {
    const [mine, theirs] = curves;
    return [theirs ? curvePath(theirs, 2, span, top, width, height) : "", curvePath(mine, 2, span, top, width, height), curvePath(mine, 1, span, top, width, height)];
  }

  function drawLarge() {
    const width = Math.max(220, panel.clientWidth - 150), height = 230;
    const { span, top } = reachOf(curves);
    const lines = pathsOf(span, top, width, height).map((d, k) => drawn("path", { d, class: kinds[k] }));
    const at = (share) => [drawn("line", { x1: 0, x2: width, y1: height * (1 - share), y2: height * (1 - share), class: "nnp-grid" }),
      named(-8, height * (1 - share) + 4, brief(top * share), "end")];
    const along = (share) => named(width * share, height + 18, String(Math.round(span * share)), "middle");
    const [mine, theirs] = curves;
    const labels = [[mine, 1, words.to_train], [mine, 2, words.to_test], ...(theirs ? [[theirs, 2, words.stage_other_run]] : [])];
    const spots = labels.map(([curve, of, text]) => ({
      x: (curve.at(-3) / span) * width + 8, y: height - (Math.min(curve.at(of - 3), top) / top) * height + 4, text,
    }));
    spots.sort((a, b) => a.y - b.y);
    spots.forEach((spot, k) => k && (spot.y = Math.max(spot.y, spots[k - 1].y + 15)));
    const below = Math.max(0, spots.at(-1).y - height + 2); // keep names off the axis
    spots.forEach((spot) => (spot.y -= below));
    const x = Math.min(scene.epoch, curves[0].at(-3)) / span;
    panel.replaceChildren(
      part("h4", "", {}, words.stage_losses),
      drawn("svg", { viewBox: `-44 -12 ${width + 150} ${height + 40}`, width: width + 150, height: height + 40, role: "img", "aria-label": words.stage_curves },
        ...[0, 0.5, 1].flatMap(at), ...[0, 0.5, 1].map(along), named(width / 4, height + 18, words.epoch, "middle"), ...lines,
        drawn("line", { x1: x * width, x2: x * width, y1: 0, y2: height, class: "nnp-now-line" }),
        ...spots.map((spot) => named(spot.x, spot.y, spot.text, "start"))),
    );
  }

  function named(x, y, text, anchor) {
    return drawn("text", { x, y, "text-anchor": anchor, class: "nnp-tick" }, text);
  }

  function showTable() {
    const text = JSON.stringify([scene.confusion, scene.class_names]);
    if (text === asked) return;
    asked = text;
    const name = (k) => scene.class_names[k].slice(0, 6);
    confusion.hidden = !scene.confusion.length;
    head.replaceChildren(part("td", "", { title: words.stage_called }, words.stage_is_called), ...scene.confusion.map((_, k) => part("th", `nnp-class-${k}`, { scope: "col" }, name(k))));
    body.replaceChildren(...scene.confusion.map((row, k) =>
      part("tr", "", {}, part("th", `nnp-class-${k}`, { scope: "row" }, name(k)),
        ...row.map((count, j) => part("td", j === k ? "nnp-right" : "", {}, String(count))))));
  }

  return {
    el,
    confusion,
    panel,
    show(frame, kept) {
      scene = frame.scene;
      curves = scene.has_other ? [kept.curve, kept.other] : [kept.curve];
      [1, 0].forEach((of, k) => {
        setText(rows[k].loss, scene.losses[of] ?? "–");
        setText(rows[k].right, scene.percents.length ? filled(words.percent, { number: scene.percents[of] }) : "");
      });
      button.hidden = scene.empty;
      showTable();
      if (scene.empty) return open(false);
      const { span, top } = reachOf(curves);
      pathsOf(span, top, CURVE.width, CURVE.height).forEach((d, k) => small[k].setAttribute("d", d));
      const [mine] = curves;
      let at = 0;
      while (at + 3 < mine.length && mine[at] < scene.epoch) at += 3;
      now.setAttribute("cx", (mine[at] / span) * CURVE.width);
      now.setAttribute("cy", CURVE.height * (1 - Math.min(mine[at + 1], top) / top));
      if (!panel.hidden) drawLarge();
    },
  };
}
