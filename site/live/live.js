// What a live page needs beside the page's own script, fetched when it becomes live.

export { makeEditor, setCode } from "./editor.js";
export { Kernel } from "./kernel.js";
export { Outputs, hold, letGo } from "./outputs.js";
