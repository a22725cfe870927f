// Shows a question with its options as buttons, and answers a choice in words.

function render({ model, el }) {
  const question = make("p", "nncourse-question");
  const options = make("div", "nncourse-options");
  const reply = make("p", "nncourse-reply");
  const buttons = model.get("options").map(() => make("button", "nncourse-option"));
  question.textContent = model.get("question");
  el.classList.add("nncourse-predict");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", model.get("question"));
  reply.setAttribute("role", "status");
  takeFocus(el);
  options.append(...buttons);
  el.append(question, options, reply);

  function show() {
    const chosen = model.get("chosen"); // known to this page alone
    model.get("options").forEach(({ text, symbol }, i) => {
      buttons[i].textContent = i === chosen ? `${symbol} ${text}` : text;
      buttons[i].setAttribute("aria-pressed", i === chosen);
    });
    reply.textContent = model.get("options")[chosen]?.reply ?? "";
  }

  buttons.forEach((button, i) => {
    button.type = "button";
    button.addEventListener("click", () => model.set("chosen", i));
  });
  model.on("change:chosen", show);
  show();
  return () => model.off("change:chosen", show);
}

export default { render };
