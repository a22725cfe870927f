// A button that reads a file in the page and sends it to the kernel in parts, since a server closes
// the connection at a message beyond its limit. A file that is too large is not read.

function render({ model, el }) {
  const button = document.createElement("button");
  const input = document.createElement("input");
  button.className = "jupyter-button";
  button.textContent = model.get("label");
  input.type = "file";
  input.accept = ".csv,.txt,.tsv,text/csv";
  input.hidden = true;
  el.append(button, input);
  button.addEventListener("click", () => input.click());

  async function send(file) {
    if (file.size > model.get("most")) {
      model.send({ too_large: file.size });
      return;
    }
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch {
      model.send({ unreadable: true }); // the file was moved, or is a folder
      return;
    }
    const step = model.get("step");
    const parts = Math.max(1, Math.ceil(bytes.byteLength / step));
    for (let part = 0; part < parts; part += 1) {
      const slice = bytes.slice(part * step, (part + 1) * step);
      const { languages } = navigator; // hints at the encoding of a spreadsheet
      model.send({ part, parts, languages }, undefined, [slice]);
    }
  }

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) await send(file);
    input.value = ""; // so that the same file can be chosen again
  });
}

export default { render };
