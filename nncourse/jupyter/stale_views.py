"""What Jupyter shows of a figure in a page that was saved and is opened again.

A view of a widget whose kernel is gone shows an error, even where a picture was saved beside it. So
such views are left out when a notebook is opened; those of a kernel that still runs come to life.
This is an extension of the Jupyter server; tools/jupyter/ has the line that turns it on wherever
nnlib is installed.
"""

import inspect

from nncourse.widgets.display import VIEW

INSTEAD = {"image/png", "text/html"}  # what is shown where there is no view


def leave_out_views(notebook, living):
    """Take views out of a notebook that is opened, where there is something instead; those of
    processes that are ``living`` stay.
    """
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data, made_by = output.get("data", {}), output.get("metadata", {}).get(VIEW, {})
            if VIEW in data and INSTEAD & data.keys() and not living & {*made_by.values()}:
                del data[VIEW]


async def processes(server, path):
    """The processes in which the notebook's kernels run."""
    living = set()
    for session in await server.session_manager.list_sessions():
        if session["path"] == path:
            kernel = server.kernel_manager.get_kernel(session["kernel"]["id"])
            living.add(getattr(kernel.provisioner, "pid", None))
    return living - {None}


def _jupyter_server_extension_points():
    return [{"module": "nncourse.jupyter.stale_views"}]


def _load_jupyter_server_extension(server):
    get = server.contents_manager.get
    if not inspect.iscoroutinefunction(get):
        return

    async def get_with_stills(path, *args, **kwargs):
        model = await get(path, *args, **kwargs)
        if model["type"] == "notebook" and model["content"]:
            leave_out_views(model["content"], await processes(server, path.strip("/")))
        return model

    server.contents_manager.get = get_with_stills
