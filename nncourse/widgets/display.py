"""Show a figure: the picture, and a description under it as text."""

import base64
import html
import io
import os

from PIL import Image

from nncourse.widgets.frames import small

VIEW = "application/vnd.jupyter.widget-view+json"
MAKER = "nncourse"  # stamped on every view of the course, to tell it from other people's
STYLE = "margin: 4px 0 8px; line-height: 1.4"


def show_figure(figure, caption):
    """Show a matplotlib ``Figure`` as a PNG, with ``caption`` as text under it."""
    figure.savefig(buffer := io.BytesIO(), format="png", dpi=figure.dpi)
    picture = small(Image.open(buffer))
    picture.save(buffer := io.BytesIO(), "PNG")
    show_bundle({"image/png": encoded(buffer.getvalue()), "text/plain": caption}, caption)


def show_bundle(data, caption, name="caption"):
    """Show a MIME bundle, a dict by MIME type, with ``caption`` under it."""
    from IPython.display import display

    display(data, metadata={VIEW: stamp()} if VIEW in data else {}, raw=True)
    words = f'<p class="nncourse-{name}" style="{STYLE}">{html.escape(caption)}</p>'
    display({"text/html": words, "text/plain": caption}, raw=True)


def stamp():
    """A mark that a view is the course's, with its process for nncourse.jupyter.stale_views.

    It names the parent process too, since the python.exe of a venv starts another.
    """
    return {"maker": MAKER, "process": os.getpid(), "parent": os.getppid()}


def encoded(png):
    """The bytes of a PNG as notebooks store them: in base64."""
    return base64.b64encode(png).decode("ascii")
