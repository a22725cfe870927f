"""A Sphinx extension for the course: cells with ids, folded solutions, formulas as MathML."""

import re

from docutils import nodes
from latex2mathml.converter import convert
from page_sources import editions
from sphinx.transforms.post_transforms import SphinxPostTransform
from words import FURO, WORDS

LIVE_BAR = '<div class="nn-live-bar"></div>'  # filled by the live edition's script
# A minus after an operator that is no closing bracket is a sign: without space after it
OPERATOR = r"<mo\b[^>]*>(?![)\]]|&#x00029;|&#x0005D;|′)[^<]*</mo>(?:<mspace[^>]*/>)?"
SIGN = re.compile(f"({OPERATOR})<mo>(&#x02212;)")
# The name of a function stands apart from what is before it and from what it is applied to
FUNCTION = "(?<!<msub>)(?<!<msup>)<mi>(?:ln|log|exp|tanh|cos|sin)</mi>"
BEFORE = re.compile(f"(</m(?:i|n|sub|sup|frac)>|&#x00029;</mo>)({FUNCTION})")
BEHIND = re.compile(f"({FUNCTION})(?=<m(?:i|n|sub|sup|frac|over)\\b)")
SPACE = '<mspace width="0.17em" />'
# A formula in a line keeps the brackets and points that touch it
TOUCHED = re.compile(r'([(“]?)(<math\b[^>]*display="inline">.*?</math>)([).,:;?!”’]*)', re.DOTALL)
LENGTH = 160  # characters of a description that search engines show


class Cell(nodes.container):
    """A code cell, whose element names the notebook's cell and its tags."""


class CourseElements(SphinxPostTransform):
    """Make a Cell of every container in which MyST-NB puts a code cell, and give headings ids.

    Sphinx gives them to the sections around the headings, where Pagefind does not find them.
    """

    default_priority = 300  # after MyST-NB's own changes to its containers

    def run(self):
        """Change this document."""
        for section in self.document.findall(nodes.section):
            if section.parent is not self.document:  # the top of a page needs no name
                section[0]["ids"] = section["ids"]
        cells = [
            node
            for node in self.document.findall(nodes.container)
            if node.get("nb_element") == "cell_code"
        ]
        for node in cells:
            node.replace_self(Cell("", *node.children, **node.attributes))
        if cells:
            title = next(self.document.findall(nodes.title))
            title.parent.insert(1, nodes.raw("", LIVE_BAR, format="html"))


def current(config):
    """The edition whose pages are made."""
    return next(edition for edition in editions() if edition.sphinx == config.language)


def visit_section(translator, node):
    """Open a section, whose heading has the id."""
    translator.section_level += 1
    translator.body.append("<section>\n")


def depart_section(translator, node):
    """Close a section."""
    translator.section_level -= 1
    translator.body.append("</section>\n")


def visit_cell(translator, node):
    """Open a code cell, and fold it if it is a solution."""
    metadata = node["cell_metadata"]
    tags = metadata.get("tags", [])
    if "solution" in tags:
        word = WORDS[current(translator.config).code]["solution"]
        translator.body.append(f'<details class="solution"><summary>{word}</summary>\n')
    data = {"data-cell": metadata["id"], "data-tags": " ".join(tags)}
    translator.body.append(translator.starttag(node, "div", **data))


def depart_cell(translator, node):
    """Close a code cell."""
    translator.body.append("</div>\n")
    if "solution" in node["cell_metadata"].get("tags", []):
        translator.body.append("</details>\n")


def mathml(node, display):
    """A formula as MathML, which browsers show without a script."""
    source = node.astext().replace("'", "′")  # as a superscript it is tiny
    formula = SIGN.sub(r'\1<mo form="prefix">\2', convert(source, display=display))
    formula = BEFORE.sub(rf"\1{SPACE}\2", formula)
    return BEHIND.sub(rf"\1{SPACE}", formula)


def visit_inline_math(translator, node):
    """Write a formula in a line."""
    translator.body.append(mathml(node, "inline"))
    raise nodes.SkipNode


def visit_block_math(translator, node):
    """Write a formula on a line of its own."""
    translator.body.append(f'<div class="formula">{mathml(node, "block")}</div>\n')
    raise nodes.SkipNode


def translated(page, code):
    """A page whose frame, which Furo writes in English, is in the edition's language."""
    for english, own in FURO.get(code, {}).items():
        page = page.replace(english, own)
    return page


def kept_together(match):
    """A formula with what touches it, on one line."""
    before, formula, behind = match.groups()
    if not before and not behind:
        return formula
    return f'<span class="together">{match[0]}</span>'


def description(doctree):
    """The first paragraph of plain sentences on a page, cut to what search engines show."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = paragraph.astext().replace("\n", " ")
        if isinstance(paragraph.parent, nodes.section) and not isinstance(
            paragraph[0], nodes.emphasis
        ):
            return text if len(text) <= LENGTH else text[:LENGTH].rpartition(" ")[0] + " …"
    return ""


def describe_page(app, pagename, templatename, context, doctree):
    """Say to the templates what a page holds, and load one style sheet (tools/website.py)."""
    edition = current(app.config)
    up = "../" if edition.folder else ""
    context["css_files"] = ["_static/pages.css"]
    context["root"] = up
    context["folder"] = f"{edition.folder}/".lstrip("/")
    context["words"] = WORDS[edition.code]
    context["translated"] = lambda page: translated(page, edition.code)
    context["languages"] = [
        (other, f"{up}{other.folder}/{pagename}.html".lstrip("/"))
        for other in editions()
        if other is not edition
    ]
    if doctree is None:
        return
    context["notebook"] = app.env.doc2path(pagename).suffix == ".ipynb"
    context["has_formulas"] = any(doctree.findall(nodes.math)) or any(
        doctree.findall(nodes.math_block)
    )
    context["description"] = description(doctree)
    context["body"] = TOUCHED.sub(kept_together, context["body"])


def leave_search_out(app):
    """Write no index of Sphinx's own: Pagefind makes one that knows Chinese too."""
    app.builder.search = False


def setup(app):
    """Register all of it."""
    app.add_node(Cell, html=(visit_cell, depart_cell))
    app.add_node(nodes.section, override=True, html=(visit_section, depart_section))
    app.add_post_transform(CourseElements)
    app.add_html_math_renderer("mathml", (visit_inline_math, None), (visit_block_math, None))
    app.connect("builder-inited", leave_search_out)
    app.connect("html-page-context", describe_page, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
