"""Serve the chapters as apps with Voilà; run it with .venv's Python and arguments for Voilà."""

import argparse
import os
import re
import socket
import sys
from functools import partial
from pathlib import Path

import nbformat
from guard import AnotherHost, AnotherSite, Refused, Websocket, comes_from_here
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler, _kernel_id_regex
from patience import PatientClient
from port import choose_port
from room import VISITOR, Kernels, OwnPython, Room, free_memory, memory_of, raise_file_limit
from tornado.routing import Rule
from tornado.web import HTTPError
from traitlets import Integer, List, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from nncourse.messages import languages, say
from nnlib.messages import language, set_language

ROOT = Path(__file__).resolve().parent.parent
USUAL_PORT = 8866
ENGLISH = "en"
TIMEOUT = 600  # seconds for a cell or a kernel's start: a whole class may be starting
LEFT = 600  # seconds after which the kernel of a page that was closed ends
EXTENSIONS = [  # all others are for JupyterLab only
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]
MOST_BODY = 2**16  # bytes in a request's body: no page sends more
FILE = r"[\w.-]+"  # a name without a folder

ALONE = (
    "The chapters are at {url} for this computer alone (Ctrl-C stops them); "
    "`make class ARGS=--room` lets a class in."
)
ROOM = (
    "Give your class the address {url} (Ctrl-C stops it).\n"
    "As long as this runs, everybody in the same network can open the chapters. They run on this "
    "computer, but nobody can run code of their own."
)
PLACES = (
    "Up to {most} pages can be open at once, or {least} if all show chapter {heaviest}, at "
    "{megabytes} MB each. Anyone who opens one more is told that there is no room."
)


def own_address():
    """Return this computer's address in its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but chooses the interface
        except OSError:
            return socket.gethostname()
        return probe.getsockname()[0]


class AllChapters(BaseVoilaHandler):
    """The page that lists all chapters."""

    async def get(self):
        """Show the page, and set a cookie that pages of other sites cannot send."""
        self.xsrf_token  # noqa: B018 (asked for, it becomes a cookie)
        self.write(self.render_template("tree.html"))


class Chapter(TornadoVoilaHandler):
    """A chapter's page, with its own kernel.

    A page of another site could start kernels by links and pictures. Browsers send the origin of a
    request only to a server on the same computer; on others, a visitor needs the cookie that this
    server set. Everyone else gets a page with a link, and no kernel.
    """

    async def get(self, name):
        """Start a kernel, if there is room, and show the outputs of the cells."""
        if not is_chapter(Path(self.settings["contents_manager"].root_dir, f"{name}.ipynb")):
            raise HTTPError(404)
        is_known = self.get_cookie("_xsrf") is not None  # which no other site can send
        if not comes_from_here(self.request, otherwise=is_known):
            self.xsrf_token  # noqa: B018
            self.finish(self.sentence("class_door", link=self.request.uri))
            return
        VISITOR.set(self.visitor())
        await self.kernel_manager.make_place(Path(name).name)
        await super().get(f"{name}.ipynb")

    def visitor(self):
        """The token in the browser's cookie, which identifies the browser; set now if missing."""
        self.xsrf_token  # noqa: B018
        return self._get_raw_xsrf_token()[1]

    def write_error(self, status_code, **details):
        """Say in a sentence why there is no page."""
        keys = {404: "class_no_chapter", 429: "class_many", 503: "class_full"}
        self.finish(self.sentence(keys.get(status_code, "class_failed")))

    def sentence(self, key, link=None):
        """A page with one sentence and a link, to ``link`` or to all chapters."""
        return self.render_template("sentence.html", sentence=say(key), link=link)


class Classroom(Voila):
    """Voilà over the chapters alone, with a page of them all."""

    flags = Voila.flags | {"room": ({"Voila": {"ip": own_address()}}, "Let other computers in.")}
    hosts = List(Unicode(), config=True, help="Names of this server, besides its own address.")
    memory = Integer(config=True, help="MB of memory that open pages may take together.")
    pages_each = Integer(8, config=True, help="Pages that one browser may have open at once.")

    def _memory_default(self):
        return free_memory()

    def init_settings(self):
        self.place = Room(self.memory, raise_file_limit(), self.pages_each)
        self.config.Kernels.room = self.place
        settings = super().init_settings()
        environment = settings["voila_jinja2_env"]
        environment.filters["say"] = say
        environment.globals["language"] = language()
        environment.globals["chapters"] = self.config.VoilaConfiguration.resources["chapters"]
        return settings

    def init_handlers(self):
        """Return handlers for what the pages need; Voilà's own would serve other files too."""
        shared = {"voila_configuration": self.voila_configuration}
        chapter = {**shared, "template_paths": self.template_paths, "config": self.config}
        kernel = rf"/api/kernels/{_kernel_id_regex}"
        extensions = {"path": self.labextensions_path, "no_cache_paths": ["/"]}
        extension = "|".join(EXTENSIONS)
        pages = [
            (r"/", AllChapters, shared),
            (r"/voila/render/((?:[a-z]+/)?[^/]+)\.ipynb", Chapter, chapter),
            (kernel, KernelHandler),
            (kernel + "/channels", Websocket),
            (r"/voila/api/shutdown/([^/]+)", VoilaShutdownKernelHandler),
            (rf"/voila/templates/(class/static/{FILE})", TemplateStaticFileHandler),
            (rf"/voila/static/({FILE})", MultiStaticFileHandler, {"paths": self.static_paths}),
            (rf"/voila/labextensions/((?:{extension})/static/{FILE})", FileFindHandler, extensions),
        ]
        return [
            Rule(AnotherHost(self.known_hosts()), Refused, {"key": "class_other_host"}),
            Rule(AnotherSite(), Refused, {"key": "class_other_site"}),
            *((self.server_url.rstrip("/") + path, *rest) for path, *rest in pages),
        ]

    def known_hosts(self):
        """Return the host names that this server answers to."""
        names = {"localhost", "127.0.0.1", "[::1]", self.ip, *self.hosts}
        if self.ip in ("", "0.0.0.0", "::"):
            names |= {own_address(), socket.gethostname()}
        return {name.lower() for name in names}

    def listen(self):
        sentence = ALONE if self.ip == "localhost" else ROOM
        names = [one["stem"] for one in self.config.VoilaConfiguration.resources["chapters"]]
        heaviest = max(names, key=memory_of)
        places = PLACES.format(
            most=max(map(self.place.number_of, names)),
            least=self.place.number_of(heaviest),
            heaviest=heaviest.partition("_")[0],
            megabytes=memory_of(heaviest),
        )
        self.app.listen = partial(self.app.listen, max_body_size=MOST_BODY)
        print(places, sentence.format(url=self.connection_url), sep="\n", flush=True)
        super().listen()


def main(arguments):
    """Serve the chapters until Ctrl-C, and list those in the language of ``--language``."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", choices=languages(), default=language())
    given, arguments = parser.parse_known_args(arguments)
    set_language(given.language)
    os.environ["JUPYTER_PATH"] = os.pathsep.join(  # where Voilà looks for templates
        [str(ROOT / "tools"), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    )
    port = choose_port(os.environ.get("PORT"), USUAL_PORT, "the chapters are", "make class")
    Classroom.launch_instance(arguments, config=settings(port, ROOT / "notebooks"))


def settings(port, folder):
    """Voilà's settings for the chapters in a folder."""
    c = Config()
    c.Voila.root_dir = str(folder)
    c.Voila.port = port
    c.Voila.port_retries = 0  # the port was chosen here
    c.Voila.log_level = "ERROR"
    c.VoilaConfiguration.template = "class"
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.strip_sources = False  # the template folds them
    c.VoilaConfiguration.prelaunch_hook = let_go
    shown = folder if language() == ENGLISH else folder / language()
    notebooks = filter(is_chapter, sorted(shown.glob("*.ipynb")))
    c.VoilaConfiguration.resources = {"chapters": [chapter(path, folder) for path in notebooks]}
    c.VoilaConfiguration.extension_allowlist = EXTENSIONS
    c.TemplateExporter.exclude_input_prompt = c.TemplateExporter.exclude_output_prompt = True
    c.TemplateExporter.filters = {"say": "nncourse.messages.say"}
    c.VoilaConfiguration.multi_kernel_manager_class = Kernels
    c.VoilaConfiguration.kernel_spec_manager_class = OwnPython
    c.Voila.tornado_settings = {"xsrf_cookie_kwargs": {"samesite": "Strict"}}
    c.KernelManager.client_factory = PatientClient
    if os.name == "posix":
        c.KernelManager.transport = "ipc"  # through files, which nobody else on this computer reads
    c.VoilaExecutor.timeout = c.VoilaExecutor.startup_timeout = TIMEOUT
    c.VoilaExecutor.allow_errors = True  # the page goes on after a cell that raised one
    c.VoilaExecutor.on_cell_error = tell
    c.MappingKernelManager.cull_idle_timeout = LEFT
    c.MappingKernelManager.cull_interval = LEFT // 10
    return c


def is_chapter(path):
    """Whether a notebook is a chapter: made from book/, and not a link to another place."""
    folder = path.parent.resolve()
    book = folder.parent / "book" / f"{path.stem}.md"
    translation = folder.parents[1] / "book" / folder.name / f"{path.stem}.po"
    return (
        (book.is_file() or translation.is_file())
        and path.resolve() == folder / path.name
        and path.is_file()
    )


def tell(cell, cell_index, execute_reply):
    """Print an error's traceback here; the page shows a sentence instead."""
    print(*execute_reply["content"]["traceback"], sep="\n", file=sys.stderr)


def let_go(handler, notebook, cwd):
    """Give the page the token with which it may end its kernel when it closes."""
    handler.xsrf_token  # noqa: B018 (asked for, it becomes a cookie)


def chapter(path, folder):
    """A notebook's entry on the page of all chapters, from its first cell and first picture."""
    cells = nbformat.read(path, as_version=4).cells
    opening = cells[0].source
    outputs = (output for cell in cells for output in cell.get("outputs", []))
    return {
        "name": path.relative_to(folder).with_suffix("").as_posix(),
        "stem": path.stem,
        "title": re.search(r"^# (.*)", opening, re.M)[1],
        "minutes": re.search(r"^\*(\d+) ", opening, re.M)[1],
        "question": re.search(r"\*$\s+(.*?[?？])", opening, re.M | re.S)[1],
        "still": next(
            (o.data["image/png"] for o in outputs if "image/png" in o.get("data", {})), ""
        ),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
