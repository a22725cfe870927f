"""What is shown of a saved page; the browser tests save one and open it again."""

import copy
from types import SimpleNamespace as Some

import pytest

from nncourse.jupyter import stale_views
from nncourse.jupyter.stale_views import VIEW, leave_out_views

PICTURE, WORDS = {VIEW: {}, "image/png": "…", "text/plain": "…"}, {VIEW: {}, "text/html": "…"}
ALONE = {VIEW: {}, "text/plain": "a slider of somebody's own"}


def notebook(*bundles):
    """A notebook on its way to a page; process 7, child of 5, has shown its figures."""
    mine = {VIEW: {"process": 7, "parent": 5}}
    outputs = [dict(output_type="display_data", data=dict(b), metadata=mine) for b in bundles]
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


def opened(model, path="a.ipynb", pid=7):
    """What a page gets of a file from a server on which process ``pid`` runs for a.ipynb."""

    async def get(path, *args, **kwargs):
        return model

    async def list_sessions():
        return [{"path": "a.ipynb", "kernel": {"id": 1}}, {"path": "b.ipynb", "kernel": {"id": 2}}]

    server = Some(contents_manager=Some(get=get), session_manager=Some(list_sessions=list_sessions))
    server.kernel_manager = Some(get_kernel=lambda k: Some(provisioner=Some(pid={1: pid}.get(k))))
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
