"""Small questions: predictions before a figure gives the answer, and recall at a chapter's start.

The course does not use jupyterquiz: its output changes with every run (random ids, which nbval
refuses), it has no text form, the keyboard cannot reach its choices, and its words are English.
"""

import html
from pathlib import Path

import anywidget
import traitlets
from IPython.display import display

from nncourse.exercises import QUESTIONS
from nncourse.messages import say
from nncourse.widgets import looks
from nncourse.widgets.cells import shows
from nncourse.widgets.display import VIEW, stamp
from nncourse.widgets.scripts import script, style
from nnlib.validate import lookup

HERE = Path(__file__).parent
LETTERS = "abcdefgh"


class Predict(anywidget.AnyWidget):
    """A question; ``options`` is {option: why it is right or wrong}, ``answer`` the right option.

    The page holds all it needs (predict.js): a choice needs no kernel.
    """

    _esm = script("predict.js", HERE)
    _css = style("predict.css", HERE)
    question = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)  # of {"text", "symbol", "reply"}

    def __init__(self, question, options, answer):
        if answer not in options or len(options) > len(LETTERS):
            raise ValueError(say("predict_options", answer=answer, most=len(LETTERS)))
        texts = [f"({letter}) {option}" for letter, option in zip(LETTERS, options, strict=False)]
        replies = [_reply(why, option == answer) for option, why in options.items()]
        super().__init__(
            layout=looks.layout(),
            question=question,
            options=[{"text": text} | reply for text, reply in zip(texts, replies, strict=True)],
        )
        self.add_class("nncourse-explorer")

    @property
    def text(self):
        """The question and its options, for a page without a kernel."""
        options = [option["text"] for option in self.options]
        return "\n".join([self.question, *options, say("predict_run")])

    def _repr_mimebundle_(self, **kwargs):
        shows(self)
        data, metadata = super()._repr_mimebundle_(**kwargs)
        page = "".join(f"<p>{html.escape(line)}</p>" for line in self.text.split("\n"))
        instead = {"text/plain": self.text, "text/html": f"<div>{page}</div>"}
        return data | instead, metadata | {VIEW: metadata.get(VIEW, {}) | stamp()}


def predict(name):
    """Ask the course's question of that name; an unknown name raises ValueError."""
    return ask(name, say("predict"))


def recall(*names):
    """Ask questions about earlier chapters; an unknown name raises ValueError."""
    for question in [ask(name) for name in names]:
        display(question)


def ask(name, before=""):
    """The question of that name, after the words ``before``."""
    question = lookup(QUESTIONS, name, "question")
    keys = [f"{name}_{option}" for option in question.options]
    options = {say(key): say(f"{key}_why") for key in keys}
    return Predict(before + say(f"{name}_asked"), options, say(f"{name}_{question.right}"))


def _reply(why, right):
    """The reply to a choice: a symbol, and the verdict with the explanation."""
    symbol, verdict = ("✓", "predict_right") if right else ("✗", "predict_wrong")
    return {"symbol": symbol, "reply": f"{symbol} {say(verdict)}{why}"}
