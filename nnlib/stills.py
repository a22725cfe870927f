"""What Jupyter keeps of a figure when a reader saves the page: the still picture.

A saved view of a widget finds no widget when the page is opened again, and shows an error in its
place, even where a picture was saved beside it. So the view is left out. This is an extension of
the Jupyter server; tools/jupyter/ has the line that turns it on wherever nnlib is installed.
"""

VIEW = "application/vnd.jupyter.widget-view+json"
INSTEAD = {"image/png", "text/html"}  # what is shown where there is no view


def leave_out_views(model, **kwargs):
    """Take views out of a notebook that is about to be saved, where there is something instead."""
    content = model.get("content") if model.get("type") == "notebook" else None
    for cell in (content or {}).get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VIEW in data and INSTEAD & data.keys():
                del data[VIEW]


def _jupyter_server_extension_points():
    return [{"module": "nnlib.stills"}]


def _load_jupyter_server_extension(server):
    server.contents_manager.register_pre_save_hook(leave_out_views)
