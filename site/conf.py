"""How Sphinx makes the course's pages.

tools/website.py prepares the folder that it reads, and gives title and language.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]

author = copyright = ""
html_show_copyright = False
extensions = ["myst_nb", "course_pages"]
exclude_patterns = ["notebooks"]

nb_execution_mode = "off"  # the outputs are those that `make build` stored
nb_code_prompt_show = nb_code_prompt_hide = "code"
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath", "attrs_inline"]
myst_heading_anchors = 4
myst_dmath_double_inline = True

html_theme = "furo"
templates_path = [str(HERE / "templates")]
html_static_path = [str(HERE / "static")]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
html_permalinks = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
_colours = {
    "color-brand-primary": "var(--nnc-accent)",
    "color-brand-content": "var(--nnc-link)",
    "color-brand-visited": "var(--nnc-link)",
    "color-foreground-primary": "var(--nnc-ink)",
    "color-foreground-secondary": "var(--nnc-muted)",
    "color-foreground-muted": "var(--nnc-muted)",
    "color-foreground-border": "var(--nnc-line)",
    "color-background-primary": "var(--nnc-ground)",
    "color-background-secondary": "var(--nnc-raised)",
    "color-background-hover": "var(--nnc-raised)",
    "color-background-border": "var(--nnc-line)",
    "color-api-name": "var(--nnc-ink)",
    "font-stack": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif",
}
html_theme_options = {
    "light_css_variables": _colours,
    "dark_css_variables": _colours,
    "top_of_page_buttons": [],
}
