// Bring the letters of the course's language to a page that cannot draw them.

const SCRIPTS = "U+2e80-ffef"; // the letters that are taken from the font: no Latin ones
const PAGE_FONTS = ["--jp-content-font-family", "--jp-ui-font-family", "--jp-code-font-family"];

// The picture of a letter in the page's own type.
function letterDrawn(letter) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 24, height: 24 });
  const screen = canvas.getContext("2d");
  screen.font = `20px ${getComputedStyle(document.body).fontFamily}`;
  screen.fillText(letter, 2, 20);
  return canvas.toDataURL();
}

// Whether the page draws two letters of another script than Latin alike, as empty boxes.
function lacksLetters(text) {
  const [first, second] = new Set(text.match(/[\u0250-\uffef]/g));
  return Boolean(second) && letterDrawn(first) === letterDrawn(second);
}

// If the page lacks letters of `text`, ask the kernel for the font called `name`, once for a page,
// and let it draw them. It comes first, and only for them: behind the page's own fonts, Chromium
// goes on with the boxes that it has drawn before.
function bringFont(model, name, text) {
  const asked = (window.nncourseFonts ??= new Set());
  if (!name || asked.has(name) || !lacksLetters(text)) return;
  asked.add(name);
  const take = async (content, [bytes]) => {
    if (content.font !== name) return;
    model.off("msg:custom", take);
    const face = await new FontFace(name, bytes, { unicodeRange: SCRIPTS }).load();
    document.fonts.add(face);
    const { style } = document.documentElement;
    for (const own of PAGE_FONTS) {
      const usual = getComputedStyle(document.body).getPropertyValue(own) || "sans-serif";
      style.setProperty(own, `"${name}", ${usual}`);
    }
  };
  model.on("msg:custom", take);
  model.send({ font: name });
}
