"""Serve the chapters as apps, by Voilà; run by .venv's Python, with arguments for Voilà."""

import os
import re
import socket
import sys
from pathlib import Path

import nbformat
from patience import PatientClient
from port import choose_port
from traitlets.config import Config
from voila.app import Voila

from nncourse.messages import say

ROOT = Path(__file__).resolve().parent.parent
USUAL_PORT = 8866
TIMEOUT = 120  # seconds that a cell may take
LEFT = 600  # seconds after which a page that nobody looks at any more is given up
EXTENSIONS = [  # all others are for JupyterLab
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]

ALONE = (
    "The chapters are at {url} for this computer alone (Ctrl-C stops them); "
    "`make class ARGS=--room` lets a class in."
)
ROOM = (
    "Give your class the address {url} (Ctrl-C stops it).\n"
    "As long as this runs, everybody in the same network can open the chapters. They run on this "
    "computer, 200 MB of memory for each open page, but nobody can run code of their own."
)


def own_address():
    """Return this computer's address in its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but chooses the way
        except OSError:
            return socket.gethostname()
        return probe.getsockname()[0]


class Classroom(Voila):
    """Voilà over the chapters, with a page of them all."""

    flags = Voila.flags | {"room": ({"Voila": {"ip": own_address()}}, "Let other computers in.")}

    def init_settings(self):
        settings = super().init_settings()
        environment = settings["voila_jinja2_env"]
        environment.filters["say"] = say
        environment.globals["chapters"] = self.config.VoilaConfiguration.resources["chapters"]
        return settings

    def listen(self):
        sentence = ALONE if self.ip == "localhost" else ROOM
        print(sentence.format(url=self.connection_url), flush=True)
        super().listen()


def main(arguments):
    """Serve the chapters until Ctrl-C."""
    os.environ["JUPYTER_PATH"] = os.pathsep.join(  # where Voilà looks for templates
        [str(ROOT / "tools"), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    )
    port = choose_port(os.environ.get("PORT"), USUAL_PORT, "the chapters are", "make class")
    Classroom.launch_instance(arguments, config=settings(port, ROOT / "notebooks"))


def settings(port, folder):
    """Voilà's settings for the chapters in a folder."""
    c = Config()
    c.Voila.root_dir = str(folder)
    c.Voila.port, c.Voila.port_retries = port, 0  # the port was chosen here
    c.Voila.log_level = "ERROR"
    c.VoilaConfiguration.template = "class"
    c.VoilaConfiguration.classic_tree = True  # tree.html of that template
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.strip_sources = False  # the template folds them
    c.VoilaConfiguration.prelaunch_hook = let_go
    notebooks = sorted(folder.glob("[0-9][0-9]_*.ipynb"))  # not those that a reader has added
    c.VoilaConfiguration.resources = {"chapters": [*map(chapter, notebooks)]}
    c.VoilaConfiguration.extension_allowlist = EXTENSIONS
    c.TemplateExporter.exclude_input_prompt = c.TemplateExporter.exclude_output_prompt = True
    c.TemplateExporter.filters = {"say": "nncourse.messages.say"}
    c.KernelManager.client_factory = PatientClient
    if os.name == "posix":
        c.KernelManager.transport = "ipc"  # through files, which nobody else on this computer reads
    c.VoilaExecutor.timeout = TIMEOUT
    c.VoilaExecutor.allow_errors = True  # the page goes on after a cell that raised one
    c.VoilaExecutor.on_cell_error = tell
    c.MappingKernelManager.cull_idle_timeout = LEFT
    c.MappingKernelManager.cull_interval = LEFT // 10
    return c


def tell(cell, cell_index, execute_reply):
    """Show an error here; the page has a sentence in its place."""
    print(*execute_reply["content"]["traceback"], sep="\n", file=sys.stderr)


def let_go(handler, notebook, cwd):
    """Have the page told the word by which it may end its kernel when it is closed."""
    handler.xsrf_token  # noqa: B018 (asked for, it becomes a cookie)


def chapter(path):
    """What the page of all chapters shows of a notebook, from its first cell and first picture."""
    cells = nbformat.read(path, as_version=4).cells
    opening = cells[0].source
    outputs = (output for cell in cells for output in cell.get("outputs", []))
    return {
        "name": path.stem,
        "title": re.search(r"^# (.*)", opening, re.M)[1],
        "minutes": re.search(r"^\*(\d+) minutes", opening, re.M)[1],
        "question": re.search(r"\*$\s+(.*?\?)", opening, re.M | re.S)[1],
        "still": next(
            (o.data["image/png"] for o in outputs if "image/png" in o.get("data", {})), ""
        ),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
