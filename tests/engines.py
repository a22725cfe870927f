"""Firefox and WebKitGTK, for tests that read a page in another browser than Chromium.

Firefox itself speaks WebDriver BiDi, over a websocket; WebKitGTK has a driver, which speaks
WebDriver.
"""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

from browser import answers
from ports import free_port
from websocket import create_connection

PATIENCE = 60  # seconds that anything may take
NO_FIREFOX = "no Firefox: `apt install firefox-esr` gets it"
NO_WEBKIT = "no WebKitGTK or no screen for it: `apt install webkit2gtk-driver xvfb` gets both"
NOWHERE = "http://127.0.0.1:9"  # a proxy for every other machine, where nobody listens
SIZE = {"width": 1280, "height": 900}
KEYS = {"ArrowRight": "\ue014", "Control": "\ue009", "Enter": "\ue007", "Shift": "\ue008"}
CENTRE = """
const element = document.querySelector(arguments[0]);
element.scrollIntoView({ block: "center", behavior: "instant" });
const box = element.getBoundingClientRect();
return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
"""


class Page:
    """A page of a browser; ``open``, ``run`` and ``act`` are the browser's own."""

    def until(self, script, *arguments):
        """Wait until the body of a function in JavaScript returns something true; return it."""
        end = time.monotonic() + PATIENCE
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < end, f"this remains false: {script}"
            time.sleep(0.1)
        return found

    def click(self, selector):
        """Click the middle of the first element that a selector of CSS finds, once there is one."""
        self.until("return Boolean(document.querySelector(arguments[0]))", selector)
        x, y = self.run(CENTRE, selector)
        move = {"type": "pointerMove", "x": x, "y": y}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.act("pointer", move, *press)

    def press(self, *keys):
        """Press keys together."""
        codes = [KEYS.get(key, key) for key in keys]
        downs = [{"type": "keyDown", "value": code} for code in codes]
        ups = [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self.act("key", *downs, *ups)

    def type(self, text):
        """Type a text."""
        keys = text.replace("\n", KEYS["Enter"])
        presses = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.act("key", *presses)


class Firefox(Page):
    """A page of Firefox, over its websocket."""

    def __init__(self, socket):
        self.socket = socket
        self.count = 0
        self._send("session.new", capabilities={})
        self.context = self._send("browsingContext.getTree")["contexts"][0]["context"]
        self._send("browsingContext.setViewport", context=self.context, viewport=SIZE)

    def _send(self, method, **parameters):
        """Send a command; return its result."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address):
        self._send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, script, *arguments):
        """Return what the body of a function in JavaScript returns."""
        call = f"JSON.stringify((function () {{ {script} }})(...{json.dumps(arguments)}))"
        target = {"context": self.context}
        found = self._send("script.evaluate", expression=call, target=target, awaitPromise=False)
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value", "null"))

    def act(self, kind, *actions):
        source = {"type": kind, "id": kind, "actions": actions}
        self._send("input.performActions", context=self.context, actions=[source])


class WebKit(Page):
    """A page of WebKitGTK, over the HTTP of its driver."""

    def __init__(self, address):
        self.session = f"{address}/session"
        options = {"webkitgtk:browserOptions": {"args": ["--automation"]}}
        session = self._send("", capabilities={"alwaysMatch": options})["sessionId"]
        self.session += f"/{session}"
        self._send("/window/rect", **SIZE)

    def _send(self, command, **parameters):
        """Send a command; return its value."""
        request = urllib.request.Request(self.session + command, json.dumps(parameters).encode())
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None

    def open(self, address):
        self._send("/url", url=address)

    def run(self, script, *arguments):
        """Return what the body of a function in JavaScript returns."""
        return self._send("/execute/sync", script=script, args=arguments)

    def act(self, kind, *actions):
        self._send("/actions", actions=[{"type": kind, "id": kind, "actions": actions}])


def find_firefox():
    """The path of Firefox, or None."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


def has_webkit():
    """Whether WebKitGTK can be driven, and has a screen to be shown on."""
    return bool(shutil.which("WebKitWebDriver") and shutil.which("Xvfb"))


@contextmanager
def started(command, home, ready, **variables):
    """A program; what ``ready`` finds in its output, once that is something."""
    log = home / f"{Path(command[0]).name}.log"
    own = {
        "HOME": str(home),
        "http_proxy": NOWHERE,
        "https_proxy": NOWHERE,
        "no_proxy": "127.0.0.1",
    }
    with log.open("w") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env=os.environ | own | variables
        )
    try:
        end = time.monotonic() + PATIENCE
        while not (found := ready(log.read_text())):
            assert time.monotonic() < end and process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield found
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def firefox(home):
    """A page of Firefox, whose profile is in a folder."""
    command = [find_firefox(), "--headless", "--remote-debugging-port=0", "--no-remote"]
    listening = re.compile(r"BiDi listening on (ws://\S+)").search
    with started([*command, "--profile", str(home)], home, listening) as found:
        options = dict(timeout=2 * PATIENCE, suppress_origin=True)
        with closing(create_connection(f"{found[1]}/session", **options)) as socket:
            yield Firefox(socket)


@contextmanager
def webkit(home):
    """A page of WebKitGTK, on a screen that nobody sees; its profile is in a folder."""
    address = f"http://127.0.0.1:{free_port()}"
    size = "{width}x{height}x24".format(**SIZE)
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
    driver = ["WebKitWebDriver", f"--port={address.rpartition(':')[2]}"]
    with started(screen, home, re.compile(r"^\d+$", re.MULTILINE).search) as number:
        shown = {"DISPLAY": f":{number[0]}", "GDK_BACKEND": "x11"}
        with started(driver, home, lambda _: answers(f"{address}/status"), **shown):
            yield WebKit(address)
