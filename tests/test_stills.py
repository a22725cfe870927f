"""What is shown of a saved page; the browser tests save one and open it again."""

import asyncio
import copy
import json
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace as Some

import pytest
from browser import private
from commands import LAB, ROOT, load
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from nncourse.exercises.predict import predict
from nncourse.jupyter import stale_views
from nncourse.jupyter.stale_views import VIEW, leave_out_views
from nncourse.widgets import display

PICTURE = {VIEW: {}, "image/png": "…", "text/plain": "…"}
WORDS = {VIEW: {}, "text/html": "…"}
ALONE = {VIEW: {}, "text/plain": "a slider of somebody's own"}
OURS = {VIEW: {"maker": "nncourse", "process": 7, "parent": 5}}


def notebook(*bundles):
    """A notebook on its way to a page; process 7, child of 5, has shown its figures."""
    outputs = [dict(output_type="display_data", data=dict(b), metadata=OURS) for b in bundles]
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
    cells.append({"cell_type": "code", "outputs": [{"output_type": "stream", "text": "…"}]})
    return {"cells": cells}


@pytest.mark.parametrize("living", [set(), {8, 9}])
def test_a_view_is_left_out_where_there_is_something_instead(living):
    model = notebook(PICTURE, WORDS, ALONE)
    leave_out_views(model, living)
    first, second, third = (o["data"] for o in model["cells"][1]["outputs"])
    assert set(first) == {"image/png", "text/plain"} and set(second) == {"text/html"}
    assert third == ALONE


@pytest.mark.parametrize("living", [{7, 8}, {5}])
def test_a_view_of_a_kernel_that_still_runs_stays(living):
    model = notebook(PICTURE, WORDS, ALONE)
    before = copy.deepcopy(model)
    leave_out_views(model, living)
    assert model == before


# What other people's notebooks have beside a view and a picture, or notebooks that somebody broke
OTHERS = [
    {},
    {VIEW: {}},
    {VIEW: {"process": 7, "parent": 5}},
    {VIEW: {"maker": "somebody", "process": 7, "parent": 5}},
    {VIEW: {"maker": "nncourse"}},
    {VIEW: {"maker": "nncourse", "process": [7], "parent": {}}},
    {VIEW: {"maker": ["nncourse"], "process": 7, "parent": 5}},
    {VIEW: None},
    {VIEW: "nncourse"},
    {VIEW: [7]},
    None,
    "metadata",
    [],
]


@pytest.mark.parametrize("metadata", OTHERS, ids=str)
def test_what_is_not_certainly_ours_stays(metadata):
    model = notebook(PICTURE)
    model["cells"][1]["outputs"][0]["metadata"] = metadata
    before = copy.deepcopy(model)
    leave_out_views(model, set())
    assert model == before


def test_our_own_views_bear_the_stamp(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *data, **how: shown.append(how))
    display.show_bundle(dict(PICTURE), "It moves.")
    assert shown[0]["metadata"][VIEW] == display.stamp()
    assert predict("bias")._repr_mimebundle_()[1][VIEW] == display.stamp()
    model = notebook(PICTURE)
    model["cells"][1]["outputs"][0]["metadata"] = {VIEW: display.stamp()}
    leave_out_views(model, {os.getpid()})
    assert VIEW in model["cells"][1]["outputs"][0]["data"]
    leave_out_views(model, set())
    assert VIEW not in model["cells"][1]["outputs"][0]["data"]


def opened(model, path="a.ipynb", pid=7):
    """What a page gets of a file from a server on which process ``pid`` runs for a.ipynb."""

    async def get(path, *args, **kwargs):
        return model

    async def list_sessions():
        return [{"path": "a.ipynb", "kernel": {"id": 1}}, {"path": "b.ipynb", "kernel": {"id": 2}}]

    server = Some(contents_manager=Some(get=get), session_manager=Some(list_sessions=list_sessions))
    server.kernel_manager = Some(get_kernel=lambda k: Some(provisioner=Some(pid={1: pid}.get(k))))
    server.log = logging.getLogger("server")
    stale_views._load_jupyter_server_extension(server)
    try:
        server.contents_manager.get(path).send(None)  # nothing in it waits
    except StopIteration as end:
        return end.value


@pytest.mark.parametrize(
    ("path", "pid", "kept"), [("/a.ipynb", 7, True), ("a.ipynb", 8, False), ("b.ipynb", 7, False)]
)
def test_the_server_asks_which_kernel_runs_for_the_notebook(path, pid, kept):
    model = {"type": "notebook", "content": notebook(PICTURE)}
    [output] = opened(model, path, pid)["content"]["cells"][1]["outputs"]
    assert (VIEW in output["data"]) == kept


@pytest.mark.parametrize(
    "model", [{"type": "file", "content": "x"}, {"type": "notebook", "content": None}]
)
def test_all_else_is_handed_out_as_it_is(model):
    assert opened(copy.deepcopy(model)) == model


BROKEN = [
    {"cells": None},
    {"cells": [None]},
    {"cells": [{"cell_type": "code", "outputs": None}]},
    {"cells": [{"cell_type": "code", "outputs": [None]}]},
    {"metadata": {}},
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_on_any_error_the_notebook_is_handed_out_as_it_is(broken, caplog):
    whole = notebook(PICTURE)["cells"]
    broken = copy.deepcopy(broken)
    if broken.get("cells"):
        broken["cells"] = whole + broken["cells"]  # what comes before the error stays too
    model = {"type": "notebook", "content": broken}
    assert opened(copy.deepcopy(model)) == model
    assert "a.ipynb stay as they were saved" in caplog.text


def manager(folder, sessions=()):
    """Jupyter's own manager of files over a folder, with the extension."""

    async def list_sessions():
        if sessions is None:
            raise OSError("no sessions today")
        return list(sessions)

    files = AsyncLargeFileManager(root_dir=str(folder))
    server = Some(contents_manager=files, session_manager=Some(list_sessions=list_sessions))
    server.log = logging.getLogger("server")
    stale_views._load_jupyter_server_extension(server)
    return files


def saved(folder, *metadata):
    """Write a notebook whose outputs have such metadata, as it comes; return its text."""
    model = notebook(*[PICTURE] * len(metadata))
    for output, given in zip(model["cells"][1]["outputs"], metadata, strict=True):
        output["metadata"] = given
    for number, cell in enumerate(model["cells"]):
        cell |= {"metadata": {}, "source": "", "id": f"cell-{number}"}
    for cell in model["cells"][1:]:
        cell["execution_count"] = 1
    model["cells"][2]["outputs"][0]["name"] = "stdout"
    model |= {"metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "a.ipynb").write_text(json.dumps(model), encoding="utf-8")
    return model


def views(model):
    """Which outputs of the middle cell have a view."""
    return [VIEW in output["data"] for output in model["cells"][1]["outputs"]]


def run_apart(coroutine):
    """Run a coroutine in another thread: in this one, playwright may keep a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_a_real_contents_manager_opens_each_of_them(tmp_path):
    saved(tmp_path, *OTHERS, OURS)
    model = run_apart(manager(tmp_path).get("a.ipynb"))
    assert views(model["content"]) == [True] * len(OTHERS) + [False]


def test_where_it_cannot_be_asked_which_kernels_run_all_views_stay(tmp_path):
    saved(tmp_path, OURS)
    model = run_apart(manager(tmp_path, sessions=None).get("a.ipynb"))
    assert views(model["content"]) == [True]


def enabled(environment):
    """Which extensions a server of that environment would load."""
    code = (
        "from jupyter_server.extension.config import ExtensionConfigManager as Manager\n"
        "from jupyter_core.paths import jupyter_config_path\n"
        "print([n for n, on in Manager(read_config_path=jupyter_config_path())"
        ".get_jpserver_extensions().items() if on])"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_installing_switches_nothing_on_and_binder_s_file_does(tmp_path):
    environment = private(tmp_path)
    environment["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), environment["PATH"]])
    assert "jupyterlab" in enabled(environment) and "nncourse" not in enabled(environment)
    subprocess.run(["bash", ROOT / "postBuild"], env=environment, capture_output=True, check=True)
    assert "nncourse.jupyter.stale_views" in enabled(environment)


def test_make_lab_switches_it_on_for_its_own_server(tmp_path):
    option = load(ROOT / LAB).EXTENSION
    code = f"""
from jupyter_server.serverapp import ServerApp
app = ServerApp()
app.initialize([{option!r}, "--allow-root", "--port=0", "--no-browser"], new_httpserver=False)
print(app.extension_manager.extensions["nncourse.jupyter.stale_views"].enabled)
print(app.contents_manager.get.__name__)
print("jupyterlab" in app.extension_manager.extensions)
"""
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=private(tmp_path), capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "get_with_stills", "True"], ran.stderr
