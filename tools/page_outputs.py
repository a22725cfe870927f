"""Turn a chapter's notebook into one for a page: what it stores becomes readable without a kernel.

A still and its caption become a figure, a question unfolds its replies, and an exercise is followed
by its solution. The page needs no script for any of it.
"""

import ast
import base64
import copy
import html
import io
import re

import nbformat
from chapter import has
from PIL import Image

from nncourse.exercises.predict import ask
from nncourse.messages import say

CAPTION = re.compile(r'<p class="(nncourse-(?:still|caption))"')
ASKING = {"predict", "recall"}
STILLS = "_stills"  # the folder of the pictures, beside the pages
FIGURE = """<figure class="nncourse-figure">
<img src="{src}" width="{width}" height="{height}" alt="{alt}"{loading}>
<figcaption class="{name}">{alt}</figcaption>
</figure>"""
OPTION = """<details name="{group}">
<summary>{text}</summary>
<p>{reply}</p>
</details>"""
QUESTION = """<div class="nncourse-question-card" role="group" aria-label="{asked}">
<p>{asked}</p>
{options}
</div>"""


def html_output(page):
    """An output that shows a piece of HTML."""
    return nbformat.v4.new_output("display_data", {"text/html": page})


def calls(cell):
    """The calls of `predict` and `recall` in a cell."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:  # a cell for another library, as %%keras
        return []
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in nodes if getattr(node.func, "id", "") in ASKING]


def question_cards(cell):
    """What a cell asks, as cards whose options unfold their replies."""
    cards = []
    for call in calls(cell):
        before = say("predict") if call.func.id == "predict" else ""
        for argument in call.args:
            question = ask(argument.value, before)
            group = f"{cell.id}-{len(cards)}"  # one open at a time
            options = [
                OPTION.format(
                    group=group,
                    text=html.escape(option["text"]),
                    reply=html.escape(option["reply"]),
                )
                for option in question.options
            ]
            asked = html.escape(question.question)
            cards.append(QUESTION.format(asked=asked, options="\n".join(options)))
    return cards


def figure(output, caption, file, first):
    """A still with its caption, and the PNG; only a page's first is loaded before it is near."""
    png = base64.b64decode(output.data["image/png"])
    width, height = Image.open(io.BytesIO(png)).size
    page = FIGURE.format(
        src=f"{STILLS}/{file}",
        width=width,
        height=height,
        alt=html.escape(output.data["text/plain"]),
        name=caption[1],
        loading="" if first else ' loading="lazy"',
    )
    return page, png


class PageNotebook:
    """A chapter's notebook for a page, ``notebook``, and its ``stills``: {file name: PNG}."""

    def __init__(self, name, notebook, solutions):
        self.name = name
        self.stills = {}
        self.notebook = copy.deepcopy(notebook)
        solved = [cell for cell in solutions.cells if has(cell, "solution")]
        cells = []
        for cell in self.notebook.cells:
            cells.append(cell)
            if has(cell, "exercise"):
                cells.append(copy.deepcopy(solved.pop(0)))
        self.notebook.cells = cells
        for cell in cells:
            cell.metadata["id"] = cell.id  # Sphinx keeps metadata, but no ids
            if cell.cell_type == "code":
                self._prepare(cell)

    def _prepare(self, cell):
        """Replace a code cell's outputs."""
        if has(cell, "exercise"):
            cell.outputs = []  # it says only that nothing is written yet
            return
        cards = question_cards(cell)
        if cards:
            cell.outputs = [html_output(card) for card in cards]
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "question"]
            return
        cell.outputs = list(self._figures(cell))

    def _figures(self, cell):
        """The cell's outputs, with a figure in place of a still and its caption."""
        still = None
        for output in cell.outputs:
            data = output.get("data", {})
            if "image/png" in data:
                still = output
                continue
            caption = CAPTION.match(data.get("text/html", ""))
            if not (still and caption):
                yield output
                continue
            count = sum(file.startswith(f"{self.name}-{cell.id}") for file in self.stills)
            file = f"{self.name}-{cell.id}{f'-{count}' if count else ''}.png"
            page, self.stills[file] = figure(still, caption, file, first=not self.stills)
            still = None
            yield html_output(page)
        if still:
            raise ValueError(f"A picture in {self.name}, cell {cell.id}, has no caption.")
