"""Write the address of the published repository wherever it is used: OWNER/NAME, on GitHub.

A place for it begins with a line that has ``published: KEY`` in a comment, and ends with one that
has ``published end``. The lines between them are replaced. The address itself is kept in
pyproject.toml, and all other places are made from it.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ["pyproject.toml", "CITATION.cff", "README.md", "README.zh.md"]
FIRST_PAGE = "notebooks/00_start_here.ipynb"
BINDER = "https://mybinder.org/v2/gh/{owner}/{name}/HEAD?urlpath=lab/tree/" + FIRST_PAGE
BINDER_ZH = BINDER.replace("notebooks/", "notebooks/zh/")
TESTS = "https://github.com/{owner}/{name}/actions/workflows/tests.yml"
PLACES = {
    "url": 'Repository = "https://github.com/{owner}/{name}"',
    "citation": 'repository-code: "https://github.com/{owner}/{name}"',
    "badges": f"[![Tests]({TESTS}/badge.svg)]({TESTS})\n"
    f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({BINDER})",
    "badges_zh": f"[![测试]({TESTS}/badge.svg)]({TESTS})\n"
    f"[![在 Binder 中打开](https://mybinder.org/badge_logo.svg)]({BINDER_ZH})",
    "start": "```\ngit clone https://github.com/{owner}/{name} && cd {name} && make lab\n```",
    "start_zh": "```\ngit clone https://github.com/{owner}/{name} && cd {name} && "
    "make lab ARGS=--language=zh\n```",
    "website": "**As a website**, to read on any device: https://{owner}.github.io/{name}/",
    "website_zh": "**作为网站**，任何设备都能读：https://{owner}.github.io/{name}/zh/",
    "browser": f"**In the browser**, with nothing to install: [Binder]({BINDER}).",
    "browser_zh": f"**在浏览器里**，什么都不用装：[Binder]({BINDER_ZH})。",
    "colab": "**In Colab**, first run `%pip install --quiet git+https://github.com/{owner}/{name}`.\n"
    "Figures need ipywidgets 8.",
    "colab_zh": "**在 Colab 里**，先运行 `%pip install --quiet git+https://github.com/{owner}/{name}`。\n"
    "图需要 ipywidgets 8。",
}
PLACE = re.compile(r"^(.*\bpublished: (\w+).*\n)(?:.*\n)*?(.*\bpublished end\b.*\n)", re.MULTILINE)
NAME = re.compile(r"(?P<owner>[A-Za-z0-9](?:-?[A-Za-z0-9])*)/(?P<name>[\w.-]+)", re.ASCII)


def parts(address):
    """The owner and the name in OWNER/NAME; exit if the address has another form."""
    match = NAME.fullmatch(address)
    if not match or match["name"].endswith(".git") or not match["name"].strip("."):
        sys.exit(
            f"{address!r} names no repository: write `make publish-as NAME=OWNER/NAME`, "
            "as in NAME=somebody/neural-networks."
        )
    return match.groupdict()


def filled(text, address):
    """A file's text with the address filled into each of its places."""
    names = parts(address)
    return PLACE.sub(lambda m: m[1] + PLACES[m[2]].format(**names) + "\n" + m[3], text)


def publish(root, address):
    """Write the address into the files of a checkout."""
    texts = {name: filled((root / name).read_text(encoding="utf-8"), address) for name in FILES}
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    publish(ROOT, " ".join(sys.argv[1:]))
    print(f"The address is written into {', '.join(FILES)}: look at them, and commit.")
