"""The website in a real browser: read, searched, printed, on a phone, without JavaScript."""

import itertools
import re

import pytest
from accessibility import violations
from bs4 import BeautifulSoup
from page_sources import ENGLISH, editions
from small_project import ROOT
from website_server import own_files, visitor

pytestmark = pytest.mark.browser

# Formulas, tables, code, long words, questions, and results of a search
SOME = ["index", "01_one_neuron", "09_keras_and_pytorch", "glossary", "search"]
PHONE = {"width": 360, "height": 700}
DESKTOP = {"width": 1400, "height": 800}  # wide enough for the headings at the right
PAPER = {"width": 673, "height": 950}  # A4 less its margins, in pixels
WIDER = """width => [...document.querySelectorAll("body *")]
    .filter(e => !e.closest("pre, .formula, .table-wrapper, .sidebar-drawer, .toc-drawer"))
    .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > width + 1)
    .map(e => e.outerHTML.slice(0, 200))"""
CUT = """width => [...document.querySelectorAll("body, body *")]
    .filter(e => e.scrollWidth > width).map(e => e.outerHTML.slice(0, 200))"""
# What moved while the page was loaded and read to its end
SHIFT = """async () => {
    let moved = 0;
    const add = list => { for (const shift of list.getEntries()) moved += shift.value; };
    const observer = new PerformanceObserver(add);
    observer.observe({ type: "layout-shift", buffered: true });
    await document.fonts.ready;
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
        scrollTo(0, y);
        await new Promise(done => setTimeout(done, 20));
    }
    await new Promise(done => setTimeout(done, 200));
    return moved;
}"""
UNFOLD = """() => {
    for (const fold of document.querySelectorAll("details")) {
        fold.removeAttribute("name");
        fold.open = true;
    }
}"""
FIND = """async ([script, terms]) => {
    const pagefind = await import(script);
    const found = {};
    for (const term of terms) {
        const { results } = await pagefind.search(term);
        const pages = await Promise.all(results.map(result => result.data()));
        found[term] = pages.map(page => page.url.split("/").at(-1));
    }
    return found;
}"""


def glossary():
    """{term: the page that introduces it}; of a Chinese term, the glossary itself."""
    text = (ROOT / "appendix" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    terms = {}
    for english, chinese, _, link in rows[1:]:
        terms[english] = re.search(r"\w+(?=\.ipynb)", link)[0] + ".html"
        for term in re.split("[（），；]", chinese):
            if term:
                terms.setdefault(term, "glossary.html")
    return terms


@pytest.fixture
def names(site, thorough):
    """The pages that a test opens, as "index" or "zh/index": in `make test-all` every one."""
    pages = own_files(site) if thorough else [site / f"{name}.html" for name in SOME]
    pages = [path for path in pages if path.suffix == ".html"]
    return [path.relative_to(site).with_suffix("").as_posix() for path in pages]


@pytest.fixture
def desktop(chrome, site_address):
    """A page on a computer."""
    with visitor(chrome, site_address, viewport=DESKTOP) as page:
        yield page


@pytest.fixture
def phone(chrome, site_address):
    """A page on a phone without JavaScript."""
    options = dict(viewport=PHONE, java_script_enabled=False, has_touch=True)
    with visitor(chrome, site_address, **options) as page:
        yield page


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.code)
def test_the_search_finds_every_term_of_the_glossary(desktop, site_address, edition, thorough):
    terms = glossary()
    assert len(terms) > 150
    terms = dict(itertools.islice(terms.items(), 0, None, 1 if thorough else 8))
    desktop.goto(f"{site_address}{edition.folder}/search.html".replace("//search", "/search"))
    script = site_address + "pagefind/pagefind.js"
    found = desktop.evaluate(FIND, [script, list(terms)])
    assert not [term for term in terms if "glossary.html" not in found[term]]
    if edition is ENGLISH:
        assert not [(term, page) for term, page in terms.items() if page not in found[term]]


def test_a_reader_searches_from_any_page(desktop, site_address):
    desktop.goto(site_address + "05_loss_functions.html")
    desktop.keyboard.press("/")
    desktop.keyboard.type("vanishing gradient")
    desktop.keyboard.press("Enter")
    desktop.get_by_role("link", name=re.compile("Gradients that vanish")).first.click()
    desktop.wait_for_url("**/10_what_goes_wrong.html#gradients-that-vanish-or-explode")
    assert desktop.locator("h2#gradients-that-vanish-or-explode").is_visible()


def test_the_theme_is_the_system_s_or_the_reader_s_own(desktop, site_address):
    desktop.goto(site_address + "01_one_neuron.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = desktop.evaluate(ground)
    desktop.emulate_media(color_scheme="dark")
    dark = desktop.evaluate(ground)
    assert light == "rgb(255, 255, 255)" != dark
    theme = desktop.locator(".theme-toggle-content button")
    theme.click()  # from the system's, dark, to light
    assert desktop.evaluate(ground) == light
    assert desktop.evaluate("document.body.dataset.jpThemeLight") == "true"
    desktop.goto(site_address + "02_activation_functions.html")
    assert desktop.evaluate(ground) == light
    desktop.locator(".theme-toggle-content button").click()
    assert desktop.evaluate(ground) == dark
    assert desktop.evaluate("document.body.dataset.jpThemeLight") == "false"


def test_no_storage_does_not_hide_the_theme(chrome, site_address):
    with visitor(chrome, site_address, viewport=DESKTOP, color_scheme="dark") as page:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw Error('forbidden') } })"
        )
        page.goto(site_address + "01_one_neuron.html")
        assert page.evaluate("document.body.dataset.theme") == "auto"


def test_without_javascript_everything_can_be_read(phone, site_address):
    phone.goto(site_address + "01_one_neuron.html")
    question = phone.locator(".nncourse-question-card").first
    reply = question.locator("details p").nth(1)
    assert not reply.is_visible()
    question.get_by_text("(b) all of them, once").tap()
    assert reply.is_visible() and "Right." in reply.inner_text()
    question.get_by_text("(a) one").tap()  # one is open at a time
    assert not reply.is_visible()
    solution = phone.locator("details.solution").first
    solution.get_by_text("Solution", exact=True).tap()
    assert "z = 0.5 * 2 + 3 * -1 + 1" in solution.inner_text()
    assert not phone.locator("[data-print]").is_visible()
    phone.locator("label.nav-overlay-icon").tap()
    phone.get_by_role("link", name="2 · Activation functions").first.tap()
    assert phone.locator("h1").inner_text() == "2 · Activation functions"
    phone.goto(site_address + "search.html")
    assert phone.get_by_text("Searching needs JavaScript").is_visible()


def test_nothing_is_wider_than_a_phone(chrome, site_address, names):
    with visitor(chrome, site_address, viewport=PHONE, has_touch=True) as page:
        for name in names:
            page.goto(f"{site_address}{name}.html")
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], name
            assert not page.evaluate(WIDER, PHONE["width"]), name


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_while_a_page_is_loaded_and_read(chrome, site_address, viewport):
    with visitor(chrome, site_address, viewport=viewport) as page:
        for name in ("index", "02_activation_functions", "glossary"):
            page.goto(site_address + f"{name}.html")
            assert page.evaluate(SHIFT) < 0.001, name


def test_subscripts_are_lowered_and_superscripts_raised(desktop, site_address):
    desktop.goto(site_address + "06_backpropagation.html")
    desktop.evaluate("document.fonts.ready")
    bottoms = """which => [...document.querySelectorAll(which)].map(e =>
        [...e.children].slice(0, 2).map(part => part.getBoundingClientRect()))
        .map(([base, script]) => [script.top - base.top, script.bottom - base.bottom])"""
    lowered = desktop.evaluate(bottoms, "math msub")
    raised = desktop.evaluate(bottoms, "math msup")
    assert lowered and raised
    assert min(bottom for _, bottom in lowered) > 1
    assert max(top for top, _ in raised) < 0


@pytest.mark.parametrize(
    ("theme", "viewport"),
    [("light", DESKTOP), pytest.param("dark", PHONE, marks=pytest.mark.slow)],
)
def test_axe_finds_no_fault(chrome, site_address, names, theme, viewport):
    with visitor(chrome, site_address, viewport=viewport, color_scheme=theme) as page:
        for name in names:
            page.goto(f"{site_address}{name}.html?q=bias")
            page.evaluate(UNFOLD)
            if name.endswith("search"):
                page.locator(".pf-result-title").first.wait_for()
            assert violations(page, "body") == [], name


def printed(page, address):
    """Open a page as it is printed, on paper of A4."""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)


def test_a_page_on_paper_has_room_for_answers_and_nothing_for_screens(desktop, site_address):
    printed(desktop, site_address + "01_one_neuron.html")
    assert desktop.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert desktop.get_by_text("Name", exact=True).is_visible()
    for screen in (".sidebar-drawer", ".mobile-header", ".toc-drawer", "footer", "button"):
        assert not [e for e in desktop.locator(screen).all() if e.is_visible()], screen
    assert not desktop.locator("summary:text('Solution'):visible").count()
    assert not desktop.get_by_text("Not this one").first.is_visible()
    assert desktop.get_by_text("(a) It turns.").is_visible()
    boxes = desktop.evaluate(
        """[...document.querySelectorAll('.cell[data-tags~="exercise"]')].map(cell =>
            [parseFloat(getComputedStyle(cell, "::after").height),
             getComputedStyle(cell).breakInside])"""
    )
    assert boxes and all(height > 100 and inside == "avoid" for height, inside in boxes)


def test_the_teacher_s_copy_has_solutions_and_replies(desktop, site_address):
    desktop.goto(site_address + "01_one_neuron.html")
    desktop.get_by_label("with solutions and answers").check()
    desktop.set_viewport_size(PAPER)
    desktop.emulate_media(media="print")
    solutions = desktop.locator("details.solution .cell_input")
    assert all(solution.is_visible() for solution in solutions.all())
    assert desktop.get_by_text("All its points move the same way").is_visible()
    assert desktop.get_by_text("A neuron multiplies its inputs by weights").is_visible()
    after = "getComputedStyle(document.querySelector('[data-tags=exercise]'), '::after').display"
    assert desktop.evaluate(after) == "none"


def test_the_button_prints(desktop, site_address):
    desktop.goto(site_address + "01_one_neuron.html")
    desktop.evaluate("window.print = () => { window.asked = true; }")
    desktop.get_by_role("button", name="Print this chapter").click()
    assert desktop.evaluate("window.asked")


def test_paper_has_numbered_pages(desktop, site_address):
    desktop.goto(site_address + "00_start_here.html")
    pdf = desktop.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF") and 3 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 12
    rules = desktop.evaluate(
        """[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
            .filter(rule => rule instanceof CSSPageRule).map(rule => rule.cssText).join()"""
    )
    assert "counter(page)" in rules and "0 · Start here" in rules


def test_nothing_is_cut_off_on_paper(desktop, site_address, names):
    for name in names:
        if name.endswith("search"):
            continue  # nobody prints it
        printed(desktop, site_address + f"{name}.html")
        assert not desktop.evaluate(CUT, PAPER["width"]), name


def test_a_notebook_can_be_taken_along(desktop, site_address, site):
    desktop.goto(site_address + "03_layers_and_structure.html")
    with desktop.expect_download() as download:
        desktop.get_by_role("link", name="Download the notebook").click()
    mine = ROOT / "notebooks" / "03_layers_and_structure.ipynb"
    assert download.value.path().read_bytes() == mine.read_bytes()


def test_the_first_page_reads_as_text(site):
    text = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser").get_text()
    assert "School algebra and a little Python" in text
