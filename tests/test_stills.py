"""What is kept of a figure in a saved page; the browser tests save one and open it again."""

import copy

import pytest

from nnlib.stills import VIEW, leave_out_views

PICTURE, WORDS = {VIEW: {}, "image/png": "…", "text/plain": "…"}, {VIEW: {}, "text/html": "…"}
ALONE = {VIEW: {}, "text/plain": "a slider of somebody's own"}


def notebook(*bundles):
    """What the server is about to save."""
    outputs = [{"output_type": "display_data", "data": dict(bundle)} for bundle in bundles]
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
    cells.append({"cell_type": "code", "outputs": [{"output_type": "stream", "text": "…"}]})
    return {"type": "notebook", "content": {"cells": cells}}


def test_a_view_is_left_out_where_there_is_something_instead():
    model = notebook(PICTURE, WORDS, ALONE)
    leave_out_views(model, path="any.ipynb", contents_manager=None)
    first, second, third = (o["data"] for o in model["content"]["cells"][1]["outputs"])
    assert set(first) == {"image/png", "text/plain"} and set(second) == {"text/html"}
    assert third == ALONE


@pytest.mark.parametrize("model", [{"type": "file", "content": "x"}, {"type": "notebook"}, {}])
def test_all_else_is_saved_as_it_is(model):
    before = copy.deepcopy(model)
    leave_out_views(model)
    assert model == before
