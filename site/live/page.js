// A live page: its buttons, its cells, and what they do. The page can be read without this script;
// Python, the editor and the widgets are fetched when a reader asks for them (live.js).

import { say } from "./words.js";
import { BASE, startWorker } from "./base.js";
import { cellOf, showOnly, wantedFigure } from "./figure.js";
import { Store, download, readNotebook } from "./store.js";

const chapter = document.querySelector("[data-notebook]");
const bar = document.querySelector(".nn-live-bar");
const canRun = "Worker" in window && "WebAssembly" in window && "DecompressionStream" in window;

const LOOKS = ["fontSize", "fontFamily", "lineHeight", "paddingTop", "paddingBottom", "paddingLeft"];

function make(tag, className, text = "", attributes = {}) {
  const element = Object.assign(document.createElement(tag), { className, textContent: text });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// One code cell of the page.
class Cell {
  constructor(page, element) {
    this.page = page;
    this.element = element;
    this.id = element.dataset.cell;
    this.tags = (element.dataset.tags ?? "").split(" ");
    this.input = element.querySelector(".cell_input");
    this.printed = this.input.querySelector("pre");
    this.original = this.printed.textContent.replace(/\n$/, "");
    this.code = page.store.typed[this.id] ?? this.original;
    this.addTools();
    const stills = element.querySelectorAll(".cell_output img");
    for (const still of stills) this.wake(still);
  }

  // Whether the chapter can do without it: a solution, and an exercise that nobody has touched.
  get isOptional() {
    const isUntouched = this.tags.includes("exercise") && this.code === this.original;
    return isUntouched || this.tags.includes("solution");
  }

  addTools() {
    this.tools = make("div", "nn-tools");
    this.button = make("button", "nn-run", say("live_run"), { type: "button" });
    this.back = make("button", "nn-back", say("live_original"), { type: "button" });
    this.back.hidden = this.code === this.original;
    this.button.addEventListener("click", () => this.page.press(this));
    this.back.addEventListener("click", () => this.reset());
    this.tools.append(this.back, this.button);
    this.input.append(this.tools);
  }

  // A still becomes live when it is pressed.
  wake(still) {
    still.classList.add("nn-still");
    still.addEventListener("click", () => this.page.runAll(this));
  }

  async edit() {
    if (this.editor || this.opening) return this.opening;
    this.opening = this.page.live().then(({ makeEditor }) => {
      const place = make("div", "nn-editor");
      const shown = this.printed.closest(".highlight") ?? this.printed;
      const look = getComputedStyle(this.printed);
      for (const name of LOOKS) place.style.setProperty(`--nn-${name}`, look[name]);
      place.style.minHeight = `${shown.offsetHeight}px`; // nothing below it moves
      shown.before(place);
      const number = this.page.cells.indexOf(this) + 1;
      this.editor = makeEditor(place, this.code, {
        label: say("live_code", { number }),
        changed: (code) => this.change(code),
        run: () => this.page.runFrom(this),
        runAndGo: () => this.page.runAndGo(this),
      });
      shown.hidden = true;
    });
    return this.opening;
  }

  change(code) {
    this.code = code;
    this.back.hidden = code === this.original;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), 300);
  }

  keep() {
    clearTimeout(this.keeping);
    this.keeping = undefined;
    this.page.store.set(this.id, this.code === this.original ? undefined : this.code);
    if (!this.page.store.keeps) this.page.tell(say("live_not_kept"));
  }

  async reset(code = this.original) {
    const { setCode } = await this.page.live();
    await this.edit();
    setCode(this.editor, code);
    this.keep();
  }

  show(state) {
    if (state) this.element.dataset.state = state;
    else delete this.element.dataset.state;
    const isBusy = state === "waiting" || state === "running";
    this.button.textContent = say(isBusy ? "live_stop" : "live_run");
    this.button.classList.toggle("nn-stop", isBusy);
  }

  async run() {
    const page = this.page;
    const { Outputs } = await page.live();
    this.outputs ??= new Outputs(this.element);
    this.show("waiting");
    const ok = await page.kernel.run(this.code, this.id, this.outputs);
    if (ok !== undefined) this.show(ok ? "done" : "error"); // undefined: Python was stopped
  }
}

class Page {
  constructor() {
    this.store = new Store(chapter.dataset.notebook);
    this.cells = [...chapter.querySelectorAll("[data-cell]")]
      .filter((element) => element.querySelector(".cell_input pre"))
      .map((element) => new Cell(this, element));
    this.fillBar();
    const typed = this.cells.filter((cell) => cell.code !== cell.original);
    for (const cell of typed) cell.edit();
    if (typed.length) this.tell(say("live_kept"));
    if (new URLSearchParams(location.search).has("state")) this.tell(say("live_state"));
    const wanted = wantedFigure();
    if (wanted !== null) this.showFigure(wanted);
    addEventListener("pagehide", () => this.cells.forEach((cell) => cell.keeping && cell.keep()));
  }

  // What is needed only on a live page
  live() {
    this.loading ??= import("./live.js").catch((error) => {
      this.loading = undefined; // the next press asks again
      this.end();
      // The connection is gone, or the site has a new edition with other files
      this.rest(say("live_no_scripts"));
      throw error;
    });
    return this.loading;
  }

  dress() {
    const href = `${BASE}widgets.css`;
    const look = make("link", "", "", { rel: "stylesheet", href });
    document.head.prepend(look); // so that the course's own style sheets come after it
    return new Promise((resolve) => (look.onload = look.onerror = resolve));
  }

  fillBar() {
    this.runButton = make("button", "nn-main", say("live_run_chapter"), { type: "button" });
    this.stopButton = make("button", "nn-quiet", say("live_restart"), { type: "button" });
    this.stopButton.hidden = true;
    this.status = make("p", "nn-status", "", { role: "status" });
    this.progress = make("progress", "nn-progress", "", { max: 1, value: 0, "aria-hidden": true });
    this.runButton.addEventListener("click", () => this.runAll());
    this.stopButton.addEventListener("click", () => this.restart("live_stopped"));
    bar.append(this.runButton, this.stopButton, this.status, this.menu(), this.progress);
    this.tell(say("live_about"));
  }

  // Show one figure alone; its cell runs as it came, and after the others if it needs them.
  showFigure(name) {
    const cell = cellOf(name, this.cells);
    if (!cell) return this.tell(say("live_no_figure", { name }));
    showOnly(cell, bar);
    cell.code = cell.original;
    this.only = cell;
    this.runButton.textContent = say("live_wake");
    return this.tell("");
  }

  async runFigure() {
    const cell = this.only;
    this.runButton.hidden = true;
    await this.runCells([cell]);
    if (cell.element.dataset.state === "error") {
      const before = this.cells.slice(0, this.cells.indexOf(cell) + 1);
      await this.runCells(before.filter((other) => !other.isOptional));
    }
    if (cell.element.dataset.state === "done") bar.classList.add("nn-hidden");
  }

  menu() {
    const menu = make("details", "nn-menu");
    const list = make("div", "nn-list");
    const take = make("button", "nn-quiet", say("live_download"), { type: "button" });
    const bring = make("button", "nn-quiet", say("live_bring"), { type: "button" });
    const input = make("input", "", "", { type: "file", accept: ".ipynb", hidden: "" });
    take.addEventListener("click", () => {
      this.cells.forEach((cell) => cell.keeping && cell.keep());
      download(new URL(chapter.dataset.notebookFile, document.baseURI).href, this.typed());
      menu.open = false;
    });
    bring.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      if (input.files[0]) await this.bring(input.files[0]);
      input.value = "";
      menu.open = false;
    });
    document.addEventListener("click", ({ target }) => menu.contains(target) || (menu.open = false));
    menu.addEventListener("keydown", ({ key }) => key === "Escape" && (menu.open = false));
    list.append(take, bring, input);
    menu.append(make("summary", "nn-quiet", say("live_more")), list);
    return menu;
  }

  typed() {
    const changed = this.cells.filter((cell) => cell.code !== cell.original);
    return Object.fromEntries(changed.map((cell) => [cell.id, cell.code]));
  }

  async bring(file) {
    const found = await readNotebook(file);
    const ours = this.cells.filter((cell) => found && cell.id in found);
    if (!ours.length) return this.tell(say("live_not_this", { name: file.name }));
    const differing = ours.filter((cell) => found[cell.id] !== cell.code);
    for (const cell of differing) await cell.reset(found[cell.id]);
    this.tell(say("live_brought", { name: file.name, count: differing.length }));
  }

  tell(sentence) {
    this.status.textContent = sentence;
    this.status.title = sentence;
  }

  // Start Python, once.
  async start() {
    if (!canRun) return this.tell(say("live_too_old"));
    const started = this.started ??= startWorker();
    const { Kernel } = await this.live();
    this.kernel ??= new Kernel((message) => this.heard(message), started);
    if (this.hasFailed) this.kernel.restart();
    this.hasFailed = false;
    await (this.dressed ??= this.dress());
    document.documentElement.classList.add("nn-live");
    return this.kernel;
  }

  // What the worker says that is not for one cell.
  heard(message) {
    const act = {
      starting: ({ total }) => this.showProgress(0, total),
      loaded: ({ bytes, from_cache: isKept }) => this.showProgress(bytes, 0, isKept),
      passed: ({ what, ms }) => performance.mark(`nncourse-${what}`, { detail: ms }),
      ready: () => this.ready(),
      started: ({ cell }) => this.cellStarted(cell),
      fetching: ({ names }) => this.tell(say("live_loading", { names })),
      failed: ({ reason }) => this.failed(reason),
    }[message.kind];
    act?.(message);
  }

  showProgress(bytes, total, isKept) {
    if (total) this.amount = { loaded: 0, total, isKept: true };
    const { amount } = this;
    if (!amount || this.kernel?.isReady) return;
    amount.loaded += bytes;
    if (isKept === false) amount.isKept = false;
    const inMegabytes = (number) => Math.round(number / 1e6);
    const values = { loaded: inMegabytes(amount.loaded), total: inMegabytes(amount.total) };
    const isAll = amount.loaded >= amount.total;
    this.progress.value = Math.min(1, amount.loaded / amount.total);
    bar.classList.add("nn-busy");
    if (isAll) this.tell(say("live_starting"));
    else this.tell(amount.isKept && bytes ? say("live_from_cache") : say("live_fetching", values));
  }

  ready() {
    performance.mark("nncourse-ready");
    this.progress.value = 1;
    if (!this.planned) this.rest(this.reason);
  }

  rest(sentence = say("live_ready")) {
    bar.classList.remove("nn-busy");
    this.tell(sentence);
  }

  cellStarted(id) {
    const cell = this.cells.find((cell) => cell.id === id);
    cell?.show("running");
    const number = this.planned?.indexOf(cell) ?? -1;
    if (number < 0) return;
    this.progress.value = number / this.planned.length;
    this.tell(say("live_running", { number: number + 1, count: this.planned.length }));
  }

  failed(reason) {
    if (this.kernel.isReady) return this.restart("live_lost");
    this.end();
    for (const cell of this.cells) cell.show("");
    this.hasFailed = true;
    return this.rest(say("live_failed", { reason: reason || "?" }));
  }

  end() {
    this.runButton.hidden = false;
    this.planned = null;
  }

  async runCells(cells) {
    if (!(await this.start())) return;
    this.stopButton.hidden = false;
    this.planned = cells;
    this.reason = undefined;
    bar.classList.add("nn-busy");
    if (!this.only) for (const cell of this.cells) cell.edit();
    const { kernel } = this;
    const before = kernel.worker;
    await Promise.all(cells.map((cell) => cell.run()));
    if (kernel.worker !== before || this.planned !== cells) return;
    this.planned = null;
    this.rest();
  }

  // The chapter, as one would run it in Jupyter, but solutions, and exercises that nobody has touched,
  // run when they are asked for. A still that was pressed gets the focus once it is live.
  async runAll(pressed) {
    if (this.planned) return;
    if (this.only) return this.runFigure();
    this.runButton.hidden = true;
    const { hold, letGo } = await this.live();
    if (pressed) hold(pressed.element);
    await this.runCells(this.cells.filter((cell) => !cell.isOptional));
    if (!pressed) return;
    pressed.element.querySelector(".nncourse-canvas")?.focus({ preventScroll: true });
    setTimeout(letGo, 500); // when figures have settled at their widths
  }

  // A cell, after all that come before it and have not run.
  async runFrom(cell) {
    if (["waiting", "running"].includes(cell.element.dataset.state)) return;
    const before = this.cells.slice(0, this.cells.indexOf(cell));
    const needed = before.filter((other) => !other.isOptional && !other.element.dataset.state);
    await this.runCells([...needed, cell]);
  }

  async runAndGo(cell) {
    const next = this.cells[this.cells.indexOf(cell) + 1];
    const running = this.runFrom(cell);
    await next?.edit();
    next?.editor.focus();
    await running;
  }

  press(cell) {
    const isBusy = ["waiting", "running"].includes(cell.element.dataset.state);
    if (isBusy) return this.restart("live_stopped");
    return this.runFrom(cell);
  }

  restart(reason) {
    if (!this.kernel) return;
    this.end();
    this.kernel.restart();
    for (const cell of this.cells) {
      cell.outputs?.stopped();
      cell.show("");
    }
    bar.classList.add("nn-busy");
    this.reason = say(reason);
    this.tell(this.reason);
  }
}

if (chapter && bar && !bar.childElementCount) window.nncoursePage = new Page();
