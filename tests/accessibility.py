"""What axe-core finds on a page: violations of WCAG 2.2, levels A and AA."""

from importlib.resources import files

SCRIPT = files("axe_playwright_python") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIGURES = ".nncourse-explorer"  # figures and questions
STILLS = ".jp-RenderedImage"  # Jupyter gives pictures no alternative text; ours a caption
FIND = """async ([where, without, tags]) => {
    const options = { runOnly: tags, resultTypes: ["violations"] };
    const { violations } = await axe.run({ include: [[where]], exclude: [[without]] }, options);
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}"""


def violations(page, where=FIGURES):
    """What is wrong with the parts of a page that a selector finds; there must be some."""
    assert page.locator(where).count(), f"nothing to look at: {where}"
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    return page.evaluate(FIND, [where, STILLS, TAGS])
