"""The scripts and style sheets of the course's widgets, as text for anywidget."""

from pathlib import Path

HERE = Path(__file__).parent


def script(name, folder=HERE, *before):
    """Return the text of a script, after shared.js, which all scripts need, and ``before``."""
    parts = [HERE / shared for shared in ("shared.js", *before)]
    return "".join(part.read_text(encoding="utf-8") for part in [*parts, folder / name])


def style(name, folder=HERE):
    """Return the text of a style sheet, after the variables that all of them use (look.css)."""
    look = (HERE / "look.css").read_text(encoding="utf-8")
    return look + (folder / name).read_text(encoding="utf-8")
