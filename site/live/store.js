// What a reader typed: kept in this browser, taken away as a notebook, and brought back.

const KEY = "nncourse-typed:";

export class Store {
  constructor(name) {
    this.key = KEY + name;
    this.keeps = true; // false in a private window, or where there is no room
    this.typed = this.read();
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  // Keep a cell's text; without a text the cell is as it came.
  set(cell, code) {
    try {
      const all = this.read(); // another tab of the same chapter may have kept other cells meanwhile
      if (code === undefined) delete all[cell];
      else all[cell] = code;
      if (Object.keys(all).length) localStorage.setItem(this.key, JSON.stringify(all));
      else localStorage.removeItem(this.key);
      this.keeps = true;
    } catch {
      this.keeps = false;
    }
  }
}

const sourceOf = (cell) => (Array.isArray(cell.source) ? cell.source.join("") : cell.source);
const asLines = (code) => code.match(/[^\n]*\n|[^\n]+/g) ?? [];

// The chapter's notebook with what was typed, without outputs in the changed cells.
export async function download(address, typed) {
  const notebook = await (await fetch(address)).json();
  for (const cell of notebook.cells) {
    if (!(cell.id in typed)) continue;
    Object.assign(cell, { source: asLines(typed[cell.id]), outputs: [], execution_count: null });
  }
  const name = address.slice(address.lastIndexOf("/") + 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(notebook, null, 1)], { type: "application/x-ipynb+json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The code cells of a notebook that a reader chose, as {id: code}; null if it is no notebook.
export async function readNotebook(file) {
  try {
    const { cells } = JSON.parse(await file.text());
    const code = cells.filter((cell) => cell.cell_type === "code" && cell.id);
    return Object.fromEntries(code.map((cell) => [cell.id, sourceOf(cell)]));
  } catch {
    return null;
  }
}
