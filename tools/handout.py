"""Make a page of every chapter, for reading and printing without a kernel and without a network."""

import argparse
import re
import sys
from pathlib import Path

import nbformat
from chapter import remove_twins
from chromium import find_chromium
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from playwright.sync_api import Error, sync_playwright
from pygments.formatters import HtmlFormatter

ROOT = Path(__file__).resolve().parents[1]
CSS = Path(__file__).with_suffix(".css")
DONE = "Chapters in {folder}: {count}, each as a page (.html) and ready to print (.pdf)."
NO_PDF = (
    "Chapters in {folder}: {count}, each as a page (.html). For PDF too, Chromium is needed: "
    "`apt install chromium` gets it, CHROMIUM=/path/to/it names it; or print from any browser."
)
NO_START = (
    "Chapters in {folder}: {count}, each as a page (.html). No PDF, for {chromium} does not start "
    "as a browser: CHROMIUM=/path/to/it names another; or print from any browser."
)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""


class Renderer(IPythonRenderer):
    """A renderer of Markdown with formulas as MathML, which browsers show without scripts."""

    def inline_math(self, body, display="inline"):
        return convert(body.replace("'", "′"), display=display)  # as a superscript it is tiny

    def block_math(self, body):
        return self.inline_math(body, display="block")


class Exporter(HTMLExporter):
    """An exporter of a page's body, without prompts and scripts."""

    def __init__(self):
        super().__init__(
            template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True
        )

    def markdown2html(self, source):
        return MarkdownWithMath(Renderer(escape=False, anchor_link_text="")).render(source)


def describe_pictures(notebook):
    """Give every still its caption as alternative text."""
    for output in (o for cell in notebook.cells for o in cell.get("outputs", [])):
        if "image/png" in output.get("data", {}):
            output.metadata["image/png"] = {"alt": output.data["text/plain"]}


def page(path):
    """A notebook as a self-contained page."""
    notebook = nbformat.read(path, as_version=4)
    remove_twins(notebook.cells[0])  # there are no pages in other languages beside this one
    describe_pictures(notebook)
    body, _ = Exporter().from_notebook_node(notebook)
    body = re.sub(r'href="(\w+)\.ipynb', r'href="\1.html', body)
    style = CSS.read_text("utf-8") + HtmlFormatter().get_style_defs(".highlight")
    title = notebook.cells[0].source.partition("\n")[0].lstrip("# ")
    return PAGE.format(title=title, style=style, body=body)


def print_pages(pages, chromium):
    """Print each page into a PDF beside it; return False if the browser does not start."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium)
        except Error:
            return False
        tab = browser.new_page()
        for path in pages:
            tab.goto(path.resolve().as_uri())
            tab.pdf(path=path.with_suffix(".pdf"), format="A4", print_background=True)
        browser.close()
        return True


def main(arguments=None):
    """Run the command line; return 0 or a sentence on what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="chapters, as 01_one_neuron; all without")
    parser.add_argument("--to", type=Path, default=ROOT / "handouts", help="the folder for them")
    given = parser.parse_args(arguments)
    found = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    notebooks = {path.stem: path for path in found}
    unknown = [name for name in given.names if name not in notebooks]
    if unknown:
        return f"There is no chapter {unknown[0]!r}, only {', '.join(notebooks)}."
    given.to.mkdir(parents=True, exist_ok=True)
    pages = [given.to / f"{name}.html" for name in given.names or notebooks]
    for target in pages:
        target.write_text(page(notebooks[target.stem]), encoding="utf-8")
    chromium = find_chromium()
    if chromium and not print_pages(pages, chromium):
        return NO_START.format(count=len(pages), folder=given.to, chromium=chromium)
    print((DONE if chromium else NO_PDF).format(count=len(pages), folder=given.to))
    return 0


if __name__ == "__main__":
    sys.exit(main())
