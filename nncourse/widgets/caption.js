// Return what writes a caption into `element`. Numbers that the caption did not have before are in
// <mark>s, which the style sheet shows for a moment, and not again until the caption has rested.
const NUMBERS = /([\u2212-]?\d+(?:[.,]\d+)*(?:e[\u2212-]?\d+)?)/;
const MOMENT = 500; // ms

function captionWriter(element) {
  const show = (marks) => element.classList.toggle("nncourse-numbers-moved", marks);
  let rested, resting;

  return (text) => {
    rested ??= text;
    const known = rested.split(NUMBERS);
    const pieces = text.split(NUMBERS).map((piece, i) => {
      const isNew = i % 2 && !known.includes(piece);
      return isNew ? Object.assign(make("mark", ""), { textContent: piece }) : piece;
    });
    element.replaceChildren(...pieces);
    if (!resting && text !== rested) {
      show(true);
      setTimeout(show, MOMENT, false);
    }
    clearTimeout(resting);
    resting = setTimeout(() => {
      rested = text;
      resting = 0;
    }, MOMENT);
  };
}
