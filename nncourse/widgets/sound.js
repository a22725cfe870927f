// A button that asks the kernel for a sound, and plays it.

function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "jupyter-button nncourse-listen";
  button.textContent = model.get("name");
  el.append(button);
  let context;

  button.addEventListener("click", () => {
    context ??= new AudioContext(); // browsers allow sound only after a click
    context.resume();
    model.send({ listen: true });
  });

  function play({ rate }, [bytes]) {
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const samples = new Float32Array(data);
    const sound = context.createBuffer(1, samples.length, rate);
    sound.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    source.connect(context.destination);
    source.start();
    button.dataset.played = Number(button.dataset.played ?? 0) + 1;
  }

  const message = (content, buffers) => context && content.rate && play(content, buffers);
  model.on("msg:custom", message);
  return () => {
    model.off("msg:custom", message);
    context?.close();
  };
}

export default { render };
