// What tests/reader.py asks of JupyterLab's own objects, from inside the page.
window.reader = {
  errors: [],

  panel: () => window.jupyterapp?.shell?.currentWidget,

  limited: (work, seconds) =>
    Promise.race([
      work,
      new Promise((_, fail) =>
        setTimeout(() => fail(new Error(`nothing for ${seconds} s`)), seconds * 1000),
      ),
    ]),

  // The indicator says idle before a kernel is connected, and what is run then is lost in silence.
  async ready() {
    await window.jupyterapp.restored;
    const panel = reader.panel();
    await panel.context.ready;
    await panel.revealed;
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session.kernel;
    while (kernel.connectionStatus !== "connected" || kernel.status !== "idle")
      await new Promise((later) => setTimeout(later, 20));
    kernel.iopubMessage.connect((_, { header, content }) => {
      if (header.msg_type === "error") reader.errors.push(`${content.ename}: ${content.evalue}`);
      if (content.name === "stderr") reader.errors.push(content.text);
    });
  },

  run: () => window.jupyterapp.commands.execute("notebook:run-all-cells"),

  cells: () =>
    reader.panel().content.widgets
      .map((cell) => cell.model)
      .filter((model) => model.type === "code" && model.sharedModel.source.trim())
      .map((model) => ({
        source: model.sharedModel.source,
        count: model.executionCount,
        errors: model.outputs.toJSON().filter((output) => output.output_type === "error"),
        meant: (model.getMetadata("tags") || []).includes("raises-exception"),
      })),

  // A number for what every picture in an element looks like now.
  pixels(element) {
    let hash = 0;
    for (const picture of element.querySelectorAll(".jp-OutputArea :is(img, canvas)")) {
      const width = picture.naturalWidth ?? picture.width;
      const height = picture.naturalHeight ?? picture.height;
      if (!width || !height || !picture.checkVisibility({ visibilityProperty: true })) continue;
      const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      copy.drawImage(picture, 0, 0);
      for (const pixel of new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer))
        hash = (Math.imul(hash, 31) + pixel) | 0;
    }
    return hash;
  },

  // The pixels once several looks in a row agree.
  async atRest(element) {
    const looks = [];
    while (looks.length < 4 || new Set(looks.slice(-4)).size > 1) {
      looks.push(reader.pixels(element));
      await new Promise((later) => setTimeout(later, 25));
    }
    return looks.at(-1);
  },

  // All that a reader can move in the figures and questions of the page; of many playgrounds, in
  // the first two.
  movable() {
    const further = [...document.querySelectorAll(".nncourse-explorer:has(.nnp)")].slice(2);
    const figures = [...document.querySelectorAll(".nncourse-explorer")];
    const all = figures.filter((figure) => !further.includes(figure)).flatMap((explorer) => [
      ...explorer.querySelectorAll("select, input, button, canvas"),
    ]);
    const closed = ".widget-upload, :disabled";  // a dialog, or not to be moved
    return all.filter((thing) => thing.checkVisibility({ visibilityProperty: true }) && !thing.closest(closed));
  },

  // Where a control goes with ``share``, from 0 to 1: to its least, greatest, or between.
  to(thing, share) {
    const change = () => thing.dispatchEvent(new Event("change", { bubbles: true }));
    const key = (name, shiftKey = false) =>
      thing.dispatchEvent(new KeyboardEvent("keydown", { key: name, shiftKey, bubbles: true }));
    if (thing.matches(".nncourse-range")) {
      thing.value = Number(thing.min) + share * (thing.max - thing.min);
      thing.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (thing.matches(".nncourse-number-box")) {
      thing.value = String(Math.round(20 * share - 10));
      change();
    } else if (thing.matches("select")) {
      thing.selectedIndex = Math.round(share * (thing.options.length - 1));
      change();
    } else if (thing.matches("canvas")) {
      const box = thing.getBoundingClientRect();
      const at = (type, x, y) =>
        thing.dispatchEvent(
          new PointerEvent(type, { pointerId: 1, clientX: x, clientY: y, bubbles: true }),
        );
      const x = box.x + share * box.width;
      const y = box.y + ((7 * share) % 1) * box.height;
      try {
        at("pointerdown", x, y);
        at("pointermove", x + 9, y - 5);
        at("pointerup", x + 9, y - 5);
      } catch {}  // no pointer of that number is down: only a real one can be captured
      key(["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", " "][Math.floor(share * 4.99)], share > 0.8);
    } else if (thing.matches("input[type=number]")) {
      const [min, max] = [Number(thing.min || -9), Number(thing.max || 9)];
      thing.value = String(Math.round(min + share * (max - min)));
      change();
    } else thing.click();
  },

  // The label of the control that a slider's handle belongs to.
  nameOf(handle) {
    if (handle.ariaLabel) return handle.ariaLabel;
    const control = handle.closest(".nncourse-number, .widget-slider");
    return control.querySelector("label, .widget-label").textContent;
  },

  // Where a slider's handle is on the screen, and where its track begins, and how long that is.
  track(handle) {
    const box = handle.getBoundingClientRect();
    const track = (handle.closest(".noUi-base") ?? handle).getBoundingClientRect();
    let x = box.x + box.width / 2;
    if (handle.matches("input")) {
      const part = (handle.value - handle.min) / (handle.max - handle.min);
      x = box.x + 8 + part * (box.width - 16); // the thumb is 16 pixels wide
    }
    return [x, box.y + box.height / 2, track.x, track.width];
  },

  // Every control to its least, greatest and middle, and every button, once.
  async everything(pause) {
    for (const thing of reader.movable())
      for (const share of thing.matches("button, input[type=checkbox]") ? [1] : [0, 1, 0.5]) {
        if (thing.checkVisibility({ visibilityProperty: true })) reader.to(thing, share);
        await new Promise((later) => setTimeout(later, pause));
      }
  },

  // As many moves, of anything anywhere; the same for the same seed.
  async wander(moves, seed, pause) {
    const random = () => {  // mulberry32, by T. Ettinger: public domain
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
    for (let i = 0; i < moves; i++) {
      const things = reader.movable();
      reader.to(things[Math.floor(random() * things.length)], random());
      await new Promise((later) => setTimeout(later, pause));
    }
  },

  // Every figure back to its start, which ends what plays.
  settle() {
    for (const button of document.querySelectorAll(".nncourse-explorer button"))
      if (button.textContent.trim() === "Reset") button.click();
  },

  cutOff: () =>
    [...document.querySelectorAll(".jp-OutputArea-output")]
      .filter((output) => output.scrollWidth > output.clientWidth + 1)
      .map((output) => output.textContent.trim().slice(0, 60) || output.innerHTML.slice(0, 60)),

  // How tall the window must be to show every cell; a cell out of view only has a guessed height.
  async height() {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const cells = [...document.querySelectorAll(".jp-Notebook .jp-Cell")];
    cells[0].scrollIntoView();
    return Math.ceil(cells.at(-1).getBoundingClientRect().bottom) + 60;
  },

  // What the notebook's own shortcuts would change.
  state() {
    const { widgets, mode, activeCellIndex } = reader.panel().content;
    const sources = widgets.map((cell) => cell.model.sharedModel.source);
    const types = widgets.map((cell) => cell.model.type);
    const counts = widgets.map((cell) => cell.model.executionCount ?? null);
    const kernel = reader.panel().sessionContext.session?.kernel?.id;
    const dialogs = document.querySelectorAll(".jp-Dialog, .lm-Menu, .jp-CommandPalette:focus-within").length;
    return { mode, activeCellIndex, sources, types, counts, kernel, dialogs };
  },

  // The value of a Python expression, as the kernel writes it.
  async ask(expression) {
    const kernel = reader.panel().sessionContext.session.kernel;
    const user_expressions = { value: expression };
    const request = { code: "", user_expressions, store_history: false };
    const { value } = (await kernel.requestExecute(request).done).content.user_expressions;
    if (value.status !== "ok") throw new Error(`${value.ename}: ${value.evalue}`);
    return value.data["text/plain"];
  },

  restart: () => reader.panel().sessionContext.session.kernel.restart(),

  save: () => reader.panel().context.save(),

  // Another notebook in the same page, as from the list of files.
  async open(name) {
    reader.errors = [];
    await window.jupyterapp.commands.execute("docmanager:open", { path: `notebooks/${name}` });
  },

  async clear() {
    const panel = reader.panel();
    await panel.sessionContext.shutdown();
    panel.context.model.dirty = false;  // else it asks whether to save
    panel.close();
    while (!panel.isDisposed) await new Promise((later) => setTimeout(later, 20));
    return !document.querySelector(".jp-Dialog");
  },

  leave: () => reader.panel()?.sessionContext?.shutdown(),
};
