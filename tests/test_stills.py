"""What is shown of a saved page; the browser tests save one and open it again."""

import copy

import pytest

from nnlib.stills import VIEW, leave_out_views

PICTURE, WORDS = {VIEW: {}, "image/png": "…", "text/plain": "…"}, {VIEW: {}, "text/html": "…"}
ALONE = {VIEW: {}, "text/plain": "a slider of somebody's own"}


def notebook(*bundles):
    """What the server is about to hand out; process 7, child of 5, has shown its figures."""
    mine = {VIEW: {"process": 7, "parent": 5}}
    outputs = [dict(output_type="display_data", data=dict(b), metadata=mine) for b in bundles]
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
    cells.append({"cell_type": "code", "outputs": [{"output_type": "stream", "text": "…"}]})
    return {"type": "notebook", "content": {"cells": cells}}


@pytest.mark.parametrize("living", [set(), {8, 9}])
def test_a_view_is_left_out_where_there_is_something_instead(living):
    model = notebook(PICTURE, WORDS, ALONE)
    leave_out_views(model, living)
    first, second, third = (o["data"] for o in model["content"]["cells"][1]["outputs"])
    assert set(first) == {"image/png", "text/plain"} and set(second) == {"text/html"}
    assert third == ALONE


@pytest.mark.parametrize("living", [{7, 8}, {5}])
def test_a_view_of_a_kernel_that_still_runs_stays(living):
    model = notebook(PICTURE, WORDS, ALONE)
    before = copy.deepcopy(model)
    leave_out_views(model, living)
    assert model == before


@pytest.mark.parametrize("model", [{"type": "file", "content": "x"}, {"type": "notebook"}, {}])
def test_all_else_is_handed_out_as_it_is(model):
    before = copy.deepcopy(model)
    leave_out_views(model)
    assert model == before
