// The bar and the strip of scenarios above the network, and the data beside it.

const ICONS = {
  reset: "M9 3a6 6 0 1 1-5.6 3.8M3 3v4h4",
  back: "M12 4v10l-7-5zM4 4v10",
  step: "M6 4v10l7-5zM14 4v10",
  play: "M5 3v12l10-6z",
  pause: "M4 3h4v12h-4zM10 3h4v12h-4z",
};
const MIXED = "";

function icon(name) {
  return drawn("svg", { viewBox: "0 0 18 18", "aria-hidden": "true" }, drawn("path", { d: ICONS[name] }));
}

// A button with an icon, and its name for screen readers.
function iconButton(className, name, words, act) {
  const label = part("span", "nnp-unseen", {}, words[name]);
  const button = part("button", `nnp-icon ${className}`, { type: "button", title: words[name] }, icon(name), label);
  button.addEventListener("click", act);
  return button;
}

// A menu under its name. `options` are pairs (label, value).
function makeChoice(name, label, options, choose) {
  const select = part("select", "nnp-select", { "aria-label": label });
  for (const [words] of options) select.append(part("option", "", {}, words));
  select.addEventListener("change", () => choose(options[select.selectedIndex][1]));
  const el = part("label", "nnp-choice", { "data-control": name }, part("span", "nnp-label", { "aria-hidden": true }, label), select);
  return {
    el,
    show(value) {
      const place = options.findIndex((option) => option[1] === value);
      if (select.selectedIndex !== place) select.selectedIndex = place;
    },
  };
}

// A slider for a whole number, which is shown in the words `unit` if there are any.
function makeSlider(name, label, { min, max, step }, unit, slide) {
  const range = part("input", "nncourse-range nnp-range", { type: "range", min, max, step, "aria-label": label });
  const number = part("span", "nnp-number", {});
  const head = part("span", "nnp-slider-head", { "aria-hidden": true }, part("span", "", {}, label), number);
  range.addEventListener("input", onceAFrame(() => slide(Number(range.value))));
  return {
    el: part("div", "nnp-slider", { "data-control": name }, head, range),
    show(value) {
      if (!range.matches(":active")) range.value = value;
      const text = unit ? filled(unit, { number: value }) : String(value);
      setText(number, text);
      range.setAttribute("aria-valuetext", text);
      range.style.setProperty("--part", (value - range.min) / (range.max - range.min));
    },
  };
}

function makeSwitch(name, label, press) {
  const box = part("input", "", { type: "checkbox" });
  box.addEventListener("change", () => press(box.checked));
  return {
    el: part("label", "nnp-switch", { "data-control": name }, box, label),
    show: (value) => (box.checked = value),
  };
}

function makeBar({ table: { words, labels }, options, act, set }) {
  const play = iconButton("nnp-play", "play", words, () => act("play"));
  const epoch = part("input", "nnp-epoch nncourse-number-box", {
    type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": words.epoch,
  });
  const history = part("input", "nncourse-range nnp-range", { type: "range", min: 0, "aria-label": words.stage_history });
  history.addEventListener("input", onceAFrame(() => set({ epoch: Number(history.value) })));
  let shown = "", playing;

  function take() {
    const typed = Math.round(readTyped(epoch.value.replace(/,/g, "")));
    if (epoch.value !== shown && typed >= 0) set({ epoch: typed });
    epoch.value = shown;
  }
  epoch.addEventListener("change", take);
  epoch.addEventListener("focus", () => epoch.select());
  epoch.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
    if (event.key === "Escape") epoch.value = shown;
  });

  const names = ["rate", "loss", "optimizer", "penalty", "strength"];
  const choices = names.map((name) => {
    const choose = (value) => set({ [name]: value });
    return [name, makeChoice(name, labels[name], options[name], choose)];
  });
  const kinds = [...options.a1, [words.stage_mixed, MIXED]];
  const activation = makeChoice("activation", words.activation, kinds, (value) => {
    if (value !== MIXED) set(Object.fromEntries([1, 2, 3, 4, 5, 6].map((k) => [`a${k}`, value])));
  });
  activation.el.querySelector("option:last-child").hidden = true;
  choices.splice(1, 0, ["activation", activation]);

  const run = part("div", "nnp-run", { role: "group" },
    iconButton("", "reset", words, () => act("reset")),
    iconButton("", "back", words, () => act("step", -1)),
    play,
    iconButton("", "step", words, () => act("step", 1)));
  const time = part("div", "nnp-time", { "data-control": "epoch" },
    part("span", "nnp-label", { "aria-hidden": true }, words.epoch), epoch, history);
  const el = part("div", "nnp-bar", {}, run, time, ...choices.map(([, choice]) => choice.el));
  return {
    el,
    show({ state, last, playing: plays }) {
      const text = String(state.epoch).padStart(6, "0").replace(/(\d{3})$/, ",$1");
      if (epoch.value === shown || document.activeElement !== epoch) epoch.value = text;
      shown = text;
      history.max = last;
      if (!history.matches(":active")) history.value = state.epoch;
      history.setAttribute("aria-valuetext", state.epoch);
      history.style.setProperty("--part", state.epoch / last);
      const used = Array.from({ length: state.layers }, (_, k) => state[`a${k + 1}`]);
      const common = new Set(used).size > 1 ? MIXED : (used[0] ?? state.a1);
      for (const [name, choice] of choices) choice.show(name === "activation" ? common : state[name]);
      if (playing === plays) return;
      playing = plays;
      const name = plays ? "pause" : "play";
      play.replaceChildren(icon(name), part("span", "nnp-unseen", {}, words[name]));
      play.title = words[name];
    },
  };
}

function makeStrip({ table: { words }, act }) {
  const chips = part("div", "nnp-chips", { role: "group", "aria-label": words.stage_try });
  const title = part("b", "", {});
  const question = part("span", "nnp-question", {});
  const answer = part("p", "", {});
  const look = part("details", "nnp-look", {}, part("summary", "", {}, words.stage_look), answer);
  look.addEventListener("keydown", (event) => {
    if (event.key === "Escape") look.open = false;
  });
  const label = part("span", "nnp-label", {}, words.stage_try);
  let seen;
  return {
    el: part("div", "nnp-strip", {}, label, chips,
      part("p", "nnp-ask", {}, title, words.after_title, question), look),
    show({ scenario, unseen }) {
      chips.hidden = label.hidden = unseen.includes("scenarios");
      if (seen === scenario.chosen) return;
      if (seen === undefined)
        for (const [name, number, words] of scenario.all) {
          const chip = part("button", "nnp-chip", { type: "button", title: words, "aria-label": `${number} ${words}` }, number);
          chip.addEventListener("click", () => act("scenario", chip.ariaPressed === "true" ? "" : name));
          chip.dataset.name = name;
          chips.append(chip);
        }
      seen = scenario.chosen;
      for (const chip of chips.children) chip.ariaPressed = String(chip.dataset.name === seen);
      const [, , name] = scenario.all.find(([each]) => each === seen) ?? [];
      title.textContent = name ?? "";
      question.textContent = scenario.ask ?? words.stage_no_scenario;
      answer.textContent = scenario.look ?? "";
      look.hidden = !scenario.look;
      look.open = false;
    },
  };
}

const THUMBNAIL = 36;

function makeData({ table, options, act, set, thumbnails }) {
  const { words, labels } = table;
  const n = thumbnails.length / 3 / (table.data.length - 1);
  const buttons = table.data.map(([name, title, short], k) => {
    const canvas = part("canvas", "", { "aria-hidden": true });
    const label = part("span", "", {}, short);
    const button = part("button", "nnp-set nnp-node", { type: "button", title, "aria-label": title }, canvas, label);
    button.addEventListener("click", () => set({ data: name }));
    return { name, button, canvas, samples: thumbnails.subarray(3 * n * k, 3 * n * (k + 1)) };
  });
  const sliders = [["noise", words.percent], ["share", words.percent], ["batch", ""]].map(([name, unit]) =>
    [name, makeSlider(name, labels[name], options[name], unit, (value) => set({ [name]: value }))]);
  const classes = part("div", "nnp-classes", { role: "group", "aria-label": labels.drawn_class });
  const own = part("div", "nnp-own", {}, part("p", "", {}, words.stage_draw), classes);
  for (const name of ["undo", "clear"]) {
    const button = part("button", "nnp-button", { type: "button" }, words[name]);
    button.addEventListener("click", () => act("do", name));
    own.append(button);
  }
  let offered = "";
  const grid = part("div", "nnp-sets", { "data-control": "data" }, ...buttons.map(({ button }) => button));
  const el = part("section", "nnp-data", { "aria-label": words.stage_data },
    part("h4", "", {}, words.stage_data), grid, own, ...sliders.map(([, slider]) => slider.el));

  function drawThumbnail({ canvas, samples, name }, theme) {
    const size = THUMBNAIL * 2;
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d");
    const isNumbers = ["plane", "gaussian"].includes(name);
    for (let k = 0; k < samples.length; k += 3) {
      const [x1, x2, y] = samples.subarray(k, k + 3);
      let colour = theme.classes[y];
      if (isNumbers) colour = mixed(theme.ground, y < 0 ? theme.blue : theme.orange, Math.abs(y));
      pen.fillStyle = css(colour);
      pen.beginPath();
      pen.arc((0.5 + (0.45 * x1) / table.reach) * size, (0.5 - (0.45 * x2) / table.reach) * size, 2.6, 0, 7);
      pen.fill();
    }
    if (name !== table.own) return;
    pen.strokeStyle = css(theme.muted); // a pencil
    pen.lineWidth = 4;
    pen.stroke(new Path2D("M20 52l4-12 24-24 8 8-24 24zM44 20l8 8"));
  }

  return {
    el,
    colour: (theme) => buttons.forEach((each) => drawThumbnail(each, theme)),
    show({ state, classes: pairs, unseen }) {
      el.hidden = ["data", "noise", "share", "batch"].every((name) => unseen.includes(name)) && state.data !== table.own;
      for (const { name, button } of buttons) button.ariaPressed = String(name === state.data);
      for (const [name, slider] of sliders) slider.show(state[name]);
      own.hidden = state.data !== table.own;
      if (offered !== JSON.stringify(pairs)) {
        offered = JSON.stringify(pairs);
        classes.replaceChildren(...pairs.map(([label, value]) => {
          const button = part("button", `nnp-chip nnp-class-${value}`, { type: "button" }, label);
          button.addEventListener("click", () => set({ drawn_class: value }));
          button.dataset.value = value;
          return button;
        }));
      }
      for (const chip of classes.children) chip.ariaPressed = String(chip.dataset.value === String(state.drawn_class));
    },
  };
}
