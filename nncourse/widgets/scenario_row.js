// Numbered buttons, and beside them the title and question of one scenario. Pointing at a button or
// focusing it previews its question.

function render({ model, el }) {
  const row = make("div", "nncourse-scenarios-row", { role: "group" });
  const label = make("span", "nncourse-scenarios-label");
  const numbers = make("div", "nncourse-scenarios-numbers");
  const words = make("p", "nncourse-scenarios-words", { role: "status" });
  const more = make("button", "nncourse-scenarios-more", { type: "button", "aria-expanded": false });
  const look = make("p", "nncourse-scenarios-look");
  const { try: invitation, look_for: lookFor, hint, after_title: afterTitle } = model.get("words");
  let buttons = [], previewed = -1, before = -1;
  el.classList.add("nncourse-scenarios");
  label.textContent = invitation;
  row.setAttribute("aria-label", invitation);
  more.textContent = lookFor;
  row.append(label, numbers, words, more);
  el.append(row, look);

  function preview(number) {
    previewed = number;
    show();
  }

  function makeButtons() {
    buttons = model.get("scenarios").map(({ title }, number) => {
      const button = make("button", "nncourse-scenario", { type: "button", "aria-label": title });
      button.textContent = number + 1;
      button.addEventListener("click", () => model.send({ event: "click", scenario: number }));
      button.addEventListener("focus", () => preview(number));
      button.addEventListener("blur", () => preview(-1));
      button.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") preview(number);
      });
      button.addEventListener("pointerleave", () => preview(-1));
      return button;
    });
    numbers.replaceChildren(...buttons);
    show();
  }

  function show() {
    const [marked, told] = [model.get("marked"), model.get("told")];
    const number = previewed < 0 ? told : previewed;
    const scenario = model.get("scenarios")[number];
    const title = make("b", "");
    title.textContent = scenario?.title ?? "";
    words.replaceChildren(...(scenario ? [title, afterTitle, scenario.ask] : [hint]));
    words.classList.toggle("nncourse-scenarios-apart", number !== told || !scenario);
    buttons.forEach((button, i) => {
      button.setAttribute("aria-pressed", i === marked);
      button.classList.toggle("nncourse-scenario-told", i === told);
    });
    if (told !== before) fold(true); // close the answer when the question changes
    before = told;
    more.classList.toggle("nncourse-scenarios-unseen", told < 0);
    more.classList.toggle("nncourse-scenarios-aside", number !== told);
    look.textContent = model.get("scenarios")[told]?.look ?? "";
  }

  function fold(closed) {
    look.hidden = closed;
    more.setAttribute("aria-expanded", !closed);
  }

  more.addEventListener("click", () => fold(!look.hidden));
  model.on("change:scenarios", makeButtons);
  model.on("change:marked change:told", show);
  fold(true);
  makeButtons();
  return () => {
    model.off("change:scenarios", makeButtons);
    model.off("change:marked change:told", show);
  };
}

export default { render };
