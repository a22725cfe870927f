"""The number of chapter pages that fit on this computer, and the kernels that run for them."""

import json
import math
import sys
import time
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import psutil  # comes with ipykernel
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Instance

BOUNDED_KERNEL = Path(__file__).with_name("bounded_kernel.py")

# For small matrices, threads only wait for each other, and with several pages for all of them
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
PAGES = Path(__file__).with_name("pages.json")  # measure_pages.py writes it
SPARE_MEMORY = 500  # MB for this server, and for other use of the computer
FILES = 13  # file descriptors that an open page takes
SPARE_FILES = 100  # for this server, and for visitors on the page of all chapters
ENOUGH_FILES = 10_240  # macOS allows no more
GAP = 60  # seconds for which a disconnected page keeps its place in a full room
VISITOR = ContextVar("visitor", default=None)  # the visitor whose page is being opened
FEWEST_FILES = 512  # without a known limit: on Windows, more sockets cannot be waited for


@cache
def measured():
    """Return the MB that an open page takes, by the name of its chapter."""
    return json.loads(PAGES.read_text(encoding="utf-8"))


def memory_of(name):
    """Return the MB that an open page of a chapter takes; of an unknown one, the most of all."""
    return measured().get(name, max(measured().values()))


def free_memory():
    """Return the MB of this computer's memory that pages may take."""
    return psutil.virtual_memory().available // 2**20 - SPARE_MEMORY


def raise_file_limit():
    """Raise this process's limit of open files as far as allowed, and return it."""
    try:
        import resource
    except ImportError:
        return FEWEST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return ENOUGH_FILES
    most = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(ENOUGH_FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(soft, most)


class Room:
    """The room for pages: ``memory`` in MB, and the number of open ``files``; one browser may have
    ``each`` pages.
    """

    def __init__(self, memory, files, each=math.inf):
        self.memory = memory
        self.each = each
        self.pages = (files - SPARE_FILES) // FILES

    def number_of(self, name):
        """Return how many pages of one chapter fit."""
        return max(0, min(self.memory // memory_of(name), self.pages))

    def has_place(self, name, opened):
        """Whether a page of the chapter ``name`` fits beside those of the chapters ``opened``."""
        if len(opened) >= self.pages:
            return False
        return sum(memory_of(other) for other in [*opened, name]) <= self.memory


class Kernels(AsyncMappingKernelManager):
    """The kernels of open pages, as many as fit; those without a page end."""

    room = Instance(Room, config=True)

    def __init__(self, **options):
        super().__init__(**options)
        self._chapters = {}  # by kernel
        self._starting = []  # chapters whose kernels have no name yet
        self._left = {}  # by kernel: the time since when it has had no page
        self._seen = set()  # kernels that have had a page
        self._visitors = {}  # by kernel: whose page it is

    def opened(self):
        """Return the chapters that are open or opening: a name for each page."""
        running = [name for kernel_id, name in self._chapters.items() if kernel_id in self]
        return running + self._starting

    def check_place(self, name):
        """Raise HTTPError if there is no place for a page of the chapter ``name``."""
        if not self.room.has_place(name, self.opened()):
            raise HTTPError(503)

    async def make_place(self, name):
        """Make room for a page of the chapter ``name``; raise HTTPError if that is impossible.

        In a full room, pages that disconnected without notice lose their places, the oldest first.
        """
        visitor = VISITOR.get()
        if visitor and list(self._visitors.values()).count(visitor) >= self.room.each:
            raise HTTPError(429)
        for kernel_id in self._out_of_sight():
            if self.room.has_place(name, self.opened()):
                break
            await self.shutdown_kernel(kernel_id)
        self.check_place(name)

    def _out_of_sight(self):
        """The kernels whose pages have been gone for a while, the longest gone first."""
        gone = [kernel_id for kernel_id in self._seen if kernel_id in self._left]
        gone.sort(key=self._left.get)
        now = time.monotonic()
        return [kernel_id for kernel_id in gone if now - self._left[kernel_id] > GAP]

    async def start_kernel(self, *, env, **options):
        """Start a kernel for the chapter that ``env`` names; without room, raise HTTPError."""
        name = Path(env["SCRIPT_NAME"]).stem  # the address of the page, from Voilà
        self.check_place(name)
        self._starting.append(name)
        env = env | dict.fromkeys(ONE_THREAD, "1")
        try:
            kernel_id = await super().start_kernel(env=env, **options)
            self._chapters[kernel_id] = name
            self._visitors[kernel_id] = VISITOR.get()
            self._left[kernel_id] = time.monotonic()
        finally:
            self._starting.remove(name)
        return kernel_id

    def remove_kernel(self, kernel_id):
        """Forget a kernel that has ended."""
        self._chapters.pop(kernel_id, None)
        self._left.pop(kernel_id, None)
        self._visitors.pop(kernel_id, None)
        self._seen.discard(kernel_id)
        return super().remove_kernel(kernel_id)

    def notify_connect(self, kernel_id):
        """Note that a page has connected to a kernel."""
        super().notify_connect(kernel_id)
        self._left.pop(kernel_id, None)
        self._seen.add(kernel_id)

    def notify_disconnect(self, kernel_id):
        """Note the time if a kernel's last page has disconnected."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self and not self.connections(kernel_id):
            self._left[kernel_id] = time.monotonic()

    def connections(self, kernel_id):
        """Return how many websockets lead to a kernel."""
        return self._kernel_connections.get(kernel_id, 0)

    async def cull_kernel_if_idle(self, kernel_id):
        """End a kernel that has had no page for a while, even if it is busy training."""
        left = self._left.get(kernel_id, math.inf)
        if time.monotonic() - left > self.cull_idle_timeout:
            await self.shutdown_kernel(kernel_id)


class OwnPython(KernelSpecManager):
    """Runs all chapters with this Python, in kernels of bounded memory."""

    def find_kernel_specs(self):
        return {"python3": str(BOUNDED_KERNEL.parent)}

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(
            argv=[sys.executable, str(BOUNDED_KERNEL), "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
        )
