// The stage's arithmetic: numbers from bytes, the network's forward step, and colours.

const KINDS = { features: Uint8Array, maps: Uint8Array, output: Uint8Array };
const MINUS = "\u2212";

// The bytes of a buffer as numbers.
function unpack(name, bytes) {
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return new (KINDS[name] ?? Float32Array)(data);
}

// A number with `digits` decimals and a true minus sign, and never -0.
function signed(value, digits = 2) {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", MINUS);
}

// A number in at most four significant digits.
const brief = (value) => String(Number(value.toPrecision(4))).replace("-", MINUS);

// Read a typed number, else NaN: it may have a decimal comma or a true minus sign.
function readTyped(text) {
  const plain = text.normalize("NFKC").trim().replace(/[\u2212\u2010-\u2014]/g, "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

const FEATURE = [
  (x1) => x1,
  (_, x2) => x2,
  (x1) => x1 * x1,
  (_, x2) => x2 * x2,
  (x1, x2) => x1 * x2,
  (x1) => Math.sin(x1),
  (_, x2) => Math.sin(x2),
];

const ACTIVATION = {
  identity: (z) => z,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  relu: (z) => Math.max(0, z),
  leaky_relu: (z) => Math.max(0.01 * z, z),
  gelu_tanh: (z) => (z / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
};

// For each layer, its sizes and the indices of its weights and biases among the parameters.
function layersOf(sizes) {
  let at = 0;
  return sizes.slice(1).map((nOutputs, layer) => {
    const nInputs = sizes[layer];
    const found = { nInputs, nOutputs, weight: (i, j) => at0 + i * nOutputs + j, bias: (j) => at0 + nInputs * nOutputs + j };
    const at0 = at;
    at += (nInputs + 1) * nOutputs;
    return found;
  });
}

function softmax(z) {
  const top = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// The values of all features, of the units of each layer and of the outputs at a point.
function forward({ sizes, activations, chosen }, parameters, x1, x2) {
  const features = FEATURE.map((feature) => feature(x1, x2));
  let a = chosen.map((k) => features[k]);
  const layers = layersOf(sizes).map((layer, k) => {
    const z = Array.from({ length: layer.nOutputs }, (_, j) => {
      const sum = a.reduce((total, value, i) => total + value * parameters[layer.weight(i, j)], 0);
      return sum + parameters[layer.bias(j)];
    });
    a = activations[k] === "softmax" ? softmax(z) : z.map(ACTIVATION[activations[k]]);
    return a;
  });
  return [features, ...layers];
}

// The colours of the page's theme, each as [red, green, blue].
function themeOf(el) {
  const probe = el.appendChild(make("span", "nnp-probe"));
  const read = (name) => {
    probe.style.color = `var(--nnc-${name})`;
    return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
  };
  const theme = Object.fromEntries(
    ["ground", "ink", "muted", "line", "blue", "orange", "green"].map((name) => [name, read(name)]),
  );
  probe.remove();
  theme.classes = [theme.blue, theme.orange, theme.green];
  return theme;
}

const mixed = (from, to, part) => from.map((value, k) => Math.round(value + (to[k] - value) * part));
const css = (colour) => `rgb(${colour.join(" ")})`;

// The colours of 256 levels as pixels: blue, ground, orange; or of three classes, 85 levels each.
function shades(theme, coded, strength = 0.62) {
  const pixels = new Uint32Array(256);
  const bytes = new Uint8Array(pixels.buffer);
  for (let level = 0; level < 256; level++) {
    const side = level / 127.5 - 1;
    let colour = mixed(theme.ground, side < 0 ? theme.blue : theme.orange, Math.abs(side) * strength);
    if (coded) {
      const k = Math.min(2, Math.floor(level / 85));
      colour = mixed(theme.ground, theme.classes[k], 0.05 + (0.7 * (level - 85 * k)) / 84);
    }
    bytes.set([...colour, 255], 4 * level);
  }
  return pixels;
}

// Paint a square table of levels onto a canvas, a pixel per level.
function paint(canvas, levels, colours) {
  const side = Math.sqrt(levels.length);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const pixels = new Uint32Array(levels.length);
  for (let k = 0; k < levels.length; k++) pixels[k] = colours[levels[k]];
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), side, side);
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// Draw a sample: a circle, triangle or square by its class, without `fill` only the rim.
function drawPoint(pen, x, y, k, size, fill, rim, width) {
  pen.beginPath();
  if (k === 1) {
    pen.moveTo(x, y - 1.25 * size);
    pen.lineTo(x + 1.15 * size, y + 0.85 * size);
    pen.lineTo(x - 1.15 * size, y + 0.85 * size);
    pen.closePath();
  } else if (k === 2) pen.rect(x - 0.9 * size, y - 0.9 * size, 1.8 * size, 1.8 * size);
  else pen.arc(x, y, size, 0, 2 * Math.PI);
  if (fill) {
    pen.fillStyle = fill;
    pen.fill();
  }
  pen.lineWidth = width;
  pen.strokeStyle = rim;
  pen.stroke();
}

// An element with children, which may be texts.
function part(tag, className, attributes, ...children) {
  const element = make(tag, className, attributes ?? {});
  element.append(...children);
  return element;
}

// An SVG element with children.
function drawn(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Fill in a sentence: "layer {n}" with {n: 2}.
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Return a function that calls `work` once per frame of the screen, with the newest arguments.
function onceAFrame(work) {
  let asked = 0;
  return (...args) => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => work(...args));
  };
}

// Set a text only if it differs, since setting an equal one costs the page a layout.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
