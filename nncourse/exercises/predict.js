// Shows a question with its options as buttons, and answers a choice in words.

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function render({ model, el }) {
  const question = make("p", "nncourse-question", model.get("question"));
  const options = make("div", "nncourse-options");
  const reply = make("p", "nncourse-reply");
  const buttons = model.get("options").map(({ text }) => make("button", "nncourse-option", text));
  el.classList.add("nncourse-predict");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", model.get("question"));
  reply.setAttribute("role", "status");
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
    // Keys pressed here stay here: `d d` would delete the cell. JupyterLab looks for this on the
    // very element that has the focus; on one around it, it comes too late.
    button.setAttribute("data-lm-suppress-shortcuts", "true");
    button.addEventListener("click", () => model.set("chosen", i));
  });
  model.on("change:chosen", show);
  show();
  return () => model.off("change:chosen", show);
}

export default { render };
