// The sentences of the page, from nncourse/messages/ (tools/live.py writes them into this build).

import tables from "nncourse-words";

const table = tables[document.documentElement.lang.slice(0, 2)] ?? tables.en;

export const say = (key, values = {}) =>
  table[key].replace(/\{(\w+)\}/g, (field, name) => values[name] ?? field);
