// The network: features and units with their maps, a line per weight, and a card to type a value.

const HEADING = 24; // pixels: the height of a heading
const HEAD = 74; // pixels above the units: the heading, and the controls of each layer
const HEIGHT = 344;
const FEATURE_SIDE = 34;
const TIGHT = 68; // pixels from layer to layer: with less, a layer has no room for buttons
const GAP = 10; // the least number of pixels between layers, for the lines
const LEAST = 1e-3; // a smaller weight is drawn as 0
const DOT = 9; // the size of a bias's dot, in the corner of its unit

const widthOf = (weight) => (Math.abs(weight) < LEAST ? 0.5 : Math.min(8, 2.4 * Math.sqrt(Math.abs(weight)) + 0.3));

function kindOf(weight) {
  if (Math.abs(weight) < LEAST) return "nnp-zero";
  return weight < 0 ? "nnp-negative" : "nnp-positive";
}

// The places of features and units: columns of {x, y, side}.
function placesOf(sizes, width, nFeatures) {
  const label = 48;
  const row = (HEIGHT - 30) / nFeatures;
  const features = Array.from({ length: nFeatures }, (_, k) => ({
    x: label + 8 + FEATURE_SIDE / 2, y: 32 + row * (k + 0.5), side: FEATURE_SIDE,
  }));
  const hidden = sizes.slice(1, -1);
  const start = label + 8 + FEATURE_SIDE;
  const breadth = width - start - 6;
  const most = (breadth - GAP * (hidden.length + 1)) / hidden.length;
  const sides = hidden.map((n) => Math.min(n < 6 ? 38 : 28, most));
  const widest = Math.max(0, ...sides);
  const between = (breadth - widest * hidden.length) / (hidden.length + 1);
  const room = HEIGHT - HEAD - 4;
  return [features, ...hidden.map((n, k) => {
    const x = start + (between + widest) * (k + 1) - widest / 2;
    const gap = Math.min(58, room / n);
    const top = HEAD + room / 2 - ((n - 1) / 2) * gap;
    return Array.from({ length: n }, (_, j) => ({ x, y: top + j * gap, side: sides[k] }));
  })];
}

function makeNetwork({ table, options, act, set, hover }) {
  const { words } = table;
  const title = part("h4", "nnp-layers", {});
  const fewer = stepper("−", words.stage_drop_layer, () => set({ layers: state.layers - 1 }));
  const more = stepper("+", words.stage_add_layer, () => set({ layers: state.layers + 1 }));
  const count = part("span", "", {});
  title.append(fewer, count, more);
  const svg = drawn("svg", { class: "nnp-lines" });
  const marked = drawn("path", { class: "nnp-marked" });
  const near = drawn("path", { class: "nnp-near" });
  const heads = part("div", "nnp-heads", {});
  const nodes = part("div", "nnp-nodes", {});
  const card = makeCard();
  const key = part("p", "nnp-key", {}, words.stage_key);
  const el = part("section", "nnp-network", { "aria-label": words.stage_features },
    part("h4", "nnp-features", {}, words.stage_features), title, svg, heads, nodes, key, card.el);
  let state = { layers: 0 }, scene, parameters, layers = [], columns = [], built = "", ends = [];
  let lines = [], units = [], dots = [], values = [], headParts = [], goal = { x: 0, y: HEIGHT / 2 };
  let around = {}, colours, faint, maps, featureMaps, pinned = false;

  function stepper(sign, name, press) {
    const button = part("button", "nnp-step", { type: "button", "aria-label": name, title: name }, sign);
    button.dataset.key = name;
    button.addEventListener("click", press);
    return button;
  }

  const unitName = (column, j) => (column ? `${column}.${j + 1}` : table.features[j]);
  const sourceName = (layer, i) => (layer ? unitName(layer, i) : table.features[scene.chosen[i]]);
  const targetName = (layer, j) => (layer + 2 < scene.sizes.length ? unitName(layer + 1, j) : words.stage_output);

  function unitWords(k, j) {
    const activation = table.activations[scene.activations[k - 1]];
    return filled(words.stage_unit, { unit: unitName(k, j), activation });
  }

  function nameOf([kind, layer, ...rest]) {
    if (kind === "b") return filled(words.stage_bias, { end: targetName(layer, rest[0]) });
    return filled(words.stage_weight, { start: sourceName(layer, rest[0]), end: targetName(layer, rest[1]) });
  }

  function valueOf([kind, layer, ...rest]) {
    return parameters[kind === "b" ? layers[layer].bias(rest[0]) : layers[layer].weight(...rest)];
  }

  const isThere = (what) => what && what[1] < layers.length && valueOf(what) !== undefined;

  // Build everything that lasts as long as the network keeps its shape.
  function build(width, outputY) {
    const focused = el.contains(document.activeElement) && document.activeElement.dataset.key;
    columns = placesOf(scene.sizes, width, table.features.length);
    goal = { x: width, y: outputY };
    svg.setAttribute("width", width);
    svg.setAttribute("height", HEIGHT);
    key.style.marginTop = `${HEIGHT + 8 - HEADING}px`;
    buildLines();
    buildNodes();
    buildHeads(width);
    maps = featureMaps = undefined;
    if (focused) el.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
  }

  function buildLines() {
    const starts = [scene.chosen.map((k) => columns[0][k]), ...columns.slice(1)];
    const nOutputs = scene.sizes.at(-1);
    const fan = Array.from({ length: nOutputs }, (_, j) => ({ x: goal.x, y: goal.y + 22 * (j - (nOutputs - 1) / 2), side: 0 }));
    ends = [...columns.slice(1), fan];
    lines = [];
    layers.forEach(({ nInputs, nOutputs }, layer) => {
      for (let i = 0; i < nInputs; i++)
        for (let j = 0; j < nOutputs; j++) {
          const from = starts[layer][i], to = ends[layer][j];
          const x0 = from.x + from.side / 2, x1 = to.x - to.side / 2, bend = 0.5 * (x1 - x0);
          const d = `M${x0},${from.y}C${x0 + bend},${from.y} ${x1 - bend},${to.y} ${x1},${to.y}`;
          const seen = drawn("path", { d });
          const reach = drawn("path", { d, class: "nnp-reach" });
          const what = ["w", layer, i, j];
          const middle = { x: (x0 + x1) / 2, y: (from.y + to.y) / 2 };
          const spots = Array.from({ length: 25 }, (_, k) => {
            const t = k / 24, u = 1 - t; // on the curve, whose ends are level
            const x = u ** 3 * x0 + 3 * u * t * (x0 + x1) / 2 + t ** 3 * x1;
            return [x, (u ** 3 + 3 * u * u * t) * from.y + (t ** 3 + 3 * u * t * t) * to.y];
          });
          lines.push({ what, seen, reach, d, middle, spots });
        }
    });
    svg.replaceChildren(...lines.map(({ seen }) => seen), marked, near, ...lines.map(({ reach }) => reach));
  }

  // The line nearest to the pointer: where lines lie close together, it is meant, not the topmost.
  function nearest({ clientX, clientY }) {
    const box = svg.getBoundingClientRect();
    const away = ({ spots }) => Math.min(...spots.map(([x, y]) => Math.hypot(x + box.x - clientX, y + box.y - clientY)));
    return lines.map((line) => [away(line), line]).sort((a, b) => a[0] - b[0])[0][1];
  }

  svg.addEventListener("pointermove", onceAFrame((event) => {
    if (!event.target.classList.contains("nnp-reach")) return;
    const line = nearest(event);
    near.setAttribute("d", line.d);
    card.peek(line.what, event);
  }));
  svg.addEventListener("pointerout", () => {
    near.setAttribute("d", "");
    card.leave();
  });
  svg.addEventListener("click", (event) => {
    const { what, middle } = nearest(event);
    choose(what, middle);
  });

  function buildNodes() {
    units = [];
    dots = [];
    columns.forEach((column, k) => column.forEach(({ x, y, side }, j) => {
      const canvas = part("canvas", "", { "aria-hidden": true });
      const button = part("button", "nnp-unit nnp-node", { type: "button", "data-key": `${k}.${j}` }, canvas);
      Object.assign(button.style, { left: `${x - side / 2}px`, top: `${y - side / 2}px`, width: `${side}px`, height: `${side}px` });
      button.addEventListener("pointerenter", () => hover(k, j));
      button.addEventListener("pointerleave", () => hover());
      button.addEventListener("focus", () => button.matches(":focus-visible") && hover(k, j));
      button.addEventListener("blur", () => hover());
      button.addEventListener("click", (event) => {
        if (!k) return around.unseen.includes("features") || act("feature", table.features[j]);
        act("unit", `${k}.${j}`);
        if (event.detail) return; // by pointer; by keyboard, choose its weights too
        choose(["b", k - 1, j], { x, y }, true);
      });
      const value = part("span", "nnp-value", { "aria-hidden": true, hidden: "" });
      const name = k ? "" : part("span", "nnp-name", { "aria-hidden": true }, table.features[j]);
      button.append(value, name);
      units.push({ k, j, button, canvas, value });
      if (k) dots.push(makeDot(["b", k - 1, j], x - side / 2 + DOT / 2, y + side / 2 - DOT / 2));
    }));
    ends.at(-1).forEach(({ x, y }, j) => dots.push(makeDot(["b", layers.length - 1, j], x - 4, y)));
    nodes.replaceChildren(...units.map(({ button }) => button), ...dots.map(({ button }) => button));
  }

  function makeDot(what, x, y) {
    const button = part("button", "nnp-dot", { type: "button", tabindex: -1 });
    Object.assign(button.style, { left: `${x}px`, top: `${y}px` });
    button.addEventListener("pointerenter", (event) => card.peek(what, event));
    button.addEventListener("pointerleave", card.leave);
    button.addEventListener("click", () => choose(what, { x, y }));
    return { what, button };
  }

  function buildHeads(width) {
    headParts = columns.slice(1).map((column, k) => {
      const n = k + 1;
      const number = part("span", "nnp-count", {});
      const less = stepper("−", filled(words.stage_drop_unit, { n }), () => set({ [`u${n}`]: state[`u${n}`] - 1 }));
      const plus = stepper("+", filled(words.stage_add_unit, { n }), () => set({ [`u${n}`]: state[`u${n}`] + 1 }));
      const kind = makeChoice(`a${n}`, filled(words.stage_of_layer, { n }), options.a1, (value) => set({ [`a${n}`]: value }));
      const counts = [1, 2, 3, 4, 5, 6, 7, 8].map((units) => [String(units), units]);
      const count = makeChoice(`u${n}`, filled(words.stage_of_units, { n }), counts, (value) => set({ [`u${n}`]: value }));
      const room = columns.length > 2 ? columns[2][0].x - columns[1][0].x : width;
      const isTight = room < TIGHT; // then a menu replaces the buttons
      const parts = isTight ? [count.el, kind.el] : [less, number, plus, kind.el];
      const head = part("div", isTight ? "nnp-head nnp-tight" : "nnp-head", { role: "group", "aria-label": filled(words.stage_layer, { n }) }, ...parts);
      head.style.left = `${column[0].x}px`;
      head.style.width = `${Math.min(room, 96)}px`;
      for (const choice of [count, kind]) {
        choice.el.querySelector(".nnp-label").classList.add("nnp-unseen");
        choice.el.querySelector("select").dataset.key = choice.el.dataset.control;
      }
      return { head, number, count, kind, less, plus };
    });
    heads.replaceChildren();
    heads.append(...headParts.map(({ head }) => head));
  }

  function choose(what, place, focusSelect = false) {
    pinned = true;
    act("pick", what);
    card.open(what, place, focusSelect);
  }

  // The card beside a line or a dot: its name, its value, and a box to type another.
  function makeCard() {
    const select = part("select", "nnp-select", { "aria-label": words.stage_choose_weight });
    const box = part("input", "nnp-typed", {
      type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": words.stage_typed,
    });
    const close = part("button", "nnp-step", { type: "button", "aria-label": words.stage_close }, "×");
    const el = part("div", "nnp-card", { hidden: "" }, select, box, close);
    let what, shown = "", leaving, offered = [];

    function place({ x, y }) {
      const room = svg.clientWidth || 300;
      el.style.left = `${Math.min(Math.max(x - 110, 0), Math.max(room - 224, 0))}px`;
      el.style.top = `${y > HEIGHT - 70 ? y - 60 : y + 14}px`;
    }

    // Offer the bias and all weights of the unit that a weight leads to.
    function offer([kind, layer, ...rest]) {
      const j = kind === "b" ? rest[0] : rest[1];
      const weights = Array.from({ length: layers[layer].nInputs }, (_, i) => ["w", layer, i, j]);
      offered = [["b", layer, j], ...weights];
      select.replaceChildren(...offered.map((each) => part("option", "", {}, nameOf(each))));
    }

    function fill(next) {
      if (!isThere(next)) return;
      what = next;
      offer(what);
      select.selectedIndex = offered.findIndex((each) => String(each) === String(what));
      refresh(true);
    }

    function refresh(always) {
      if (el.hidden && !always) return;
      if (!isThere(what)) return shut();
      const { picked } = around;
      const exact = picked && String(picked.what) === String(what) ? picked.value : undefined;
      const text = exact === undefined ? brief(valueOf(what)) : String(exact).replace("-", MINUS);
      const typing = document.activeElement === box && box.value !== shown;
      shown = text;
      if (!typing || always) box.value = text;
    }

    function take() {
      const typed = readTyped(box.value);
      if (el.hidden || Number.isNaN(typed) || typed === readTyped(shown)) return void (box.value = shown);
      act("pick", what);
      act("type", typed);
    }

    function shut() {
      el.hidden = true;
      if (pinned) act("pick", null);
      pinned = false;
    }

    // Put a digit typed with the pointer on a line into its box, unless the reader types elsewhere.
    function typeAtOnce(event) {
      if (el.hidden || pinned || !el.isConnected) {
        document.removeEventListener("keydown", typeAtOnce, true);
        return;
      }
      const active = document.activeElement;
      const isTyping = active.isContentEditable || active.matches("input:not([type=range]), textarea, select");
      if (isTyping || !/^[-+.\d]$/.test(event.key) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      box.focus();
      box.value = event.key;
    }

    select.addEventListener("change", () => {
      what = offered[select.selectedIndex];
      pinned = true;
      act("pick", what);
      refresh(true);
    });
    box.addEventListener("change", take);
    box.addEventListener("keydown", (event) => {
      const step = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
      if (event.key === "Enter") take();
      else if (step) {
        box.value = brief((readTyped(box.value) || 0) + step);
        take();
      } else return;
      event.preventDefault();
      box.select();
    });
    el.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Escape") return;
      shut();
      units.find(({ button }) => button.classList.contains("nnp-enlarged"))?.button.focus();
    });
    el.addEventListener("pointerenter", () => clearTimeout(leaving));
    el.addEventListener("pointerleave", () => leave());
    el.addEventListener("focusin", () => {
      if (!pinned && what) act("pick", what);
      pinned = true;
    });
    close.addEventListener("click", shut);

    function leave() {
      clearTimeout(leaving);
      leaving = setTimeout(() => {
        if (!pinned) el.hidden = true;
      }, 350);
    }

    return {
      el, leave, refresh,
      peek(next, event) {
        if (pinned || event.pointerType === "touch") return;
        clearTimeout(leaving);
        const box = svg.getBoundingClientRect();
        el.hidden = false;
        document.addEventListener("keydown", typeAtOnce, true);
        place({ x: event.clientX - box.x, y: event.clientY - box.y });
        fill(next);
      },
      open(next, where, focusSelect) {
        el.hidden = false;
        place(where);
        fill(next);
        (focusSelect ? select : box).focus();
        if (!focusSelect) box.select();
      },
    };
  }

  function showNodes() {
    const levels = table.small ** 2;
    units.forEach(({ k, j, button, canvas }, at) => {
      const used = !k || scene.chosen.includes(j);
      const isOff = !k && !scene.chosen.includes(j);
      button.classList.toggle("nnp-off", isOff);
      button.hidden = isOff && around.unseen.includes("features");
      button.classList.toggle("nnp-enlarged", Boolean(k) && around.unit === `${k}.${j}`);
      const name = k ? unitWords(k, j) : table.features[j];
      button.setAttribute("aria-label", name);
      button.ariaPressed = String(k ? around.unit === `${k}.${j}` : used && !isOff);
      if (k && maps !== buffers.maps) paint(canvas, buffers.maps.subarray((at - columns[0].length) * levels, (at - columns[0].length + 1) * levels), colours);
      if (!k && featureMaps !== buffers.features) paint(canvas, buffers.features.subarray(at * levels, (at + 1) * levels), colours);
    });
    maps = buffers.maps;
    featureMaps = buffers.features;
    for (const { what, button } of dots) {
      const value = valueOf(what);
      button.className = `nnp-dot ${kindOf(value)}`;
      button.setAttribute("aria-label", filled(words.titled, { title: nameOf(what), words: brief(value) }));
    }
  }

  function showLines() {
    marked.setAttribute("d", "");
    for (const { what, seen, reach, d } of lines) {
      const weight = valueOf(what);
      seen.setAttribute("class", kindOf(weight));
      seen.setAttribute("stroke-width", widthOf(weight).toFixed(2));
      if (around.picked && String(around.picked.what) === String(what)) marked.setAttribute("d", d);
      if (reach.dataset.value === String(weight)) continue;
      reach.dataset.value = weight;
    }
  }

  function showHeads() {
    const { layers: n } = state;
    const isFixed = (name) => around.unseen.includes(name);
    fewer.hidden = more.hidden = isFixed("layers");
    setText(count, n === 1 ? words.stage_layer_1 : filled(words.stage_layers, { n }));
    fewer.disabled = n === 0;
    more.disabled = n === 6;
    headParts.forEach(({ number, count, kind, less, plus }, k) => {
      const units = state[`u${k + 1}`];
      setText(number, String(units));
      count.show(units);
      less.disabled = units === 1;
      plus.disabled = units === 8;
      kind.show(state[`a${k + 1}`]);
      less.hidden = plus.hidden = isFixed(`u${k + 1}`);
    });
  }

  let buffers = {};
  return {
    el,
    mapOf: (k, j) => {
      const levels = table.small ** 2;
      const before = columns.slice(1, k).reduce((sum, column) => sum + column.length, 0);
      const at = k ? before + j : j;
      return buffers[k ? "maps" : "features"].subarray(at * levels, (at + 1) * levels);
    },
    nameOf: (k, j) => (k ? unitWords(k, j) : table.features[j]),
    colour(theme) {
      colours = shades(theme, false);
      maps = featureMaps = undefined;
    },
    // Show the values of the features and units at a point; without a point, hide them.
    tell(a) {
      for (const { k, j, value } of units) {
        value.hidden = !a;
        if (a) setText(value, signed(a[k][j]));
      }
    },
    show(frame, kept, width, outputY) {
      around = frame.around;
      state = around.state;
      scene = frame.scene;
      buffers = kept;
      parameters = kept.parameters;
      const shape = JSON.stringify([scene.sizes, scene.chosen, width, outputY]);
      layers = layersOf(scene.sizes);
      if (shape !== built) build(width, outputY);
      built = shape;
      showNodes();
      showLines();
      showHeads();
      if (!around.picked) pinned = pinned && document.activeElement?.closest(".nnp-card") === card.el;
      card.refresh();
    },
  };
}
