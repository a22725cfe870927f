"""Fix the figures that Jupyter shows when a saved notebook is opened again.

A view of a widget whose kernel is gone shows an error, even if a picture was saved beside it. So
this module leaves out our own such views when a notebook is opened; views whose kernel still runs
stay live. Other outputs stay as they are, and so does the whole notebook if anything goes wrong.

This is an extension of the Jupyter server. Installing the course does not enable it: `make lab`
does, on its command line, and Binder does, in postBuild.
"""

import inspect

from nncourse.widgets.display import MAKER, VIEW

INSTEAD = {"image/png", "text/html"}  # shown where there is no view


def leave_out_views(notebook, living):
    """Remove our views from a notebook where a picture or text can replace them; keep those of
    ``living`` processes.
    """
    stale = [output for output in _outputs(notebook) if _is_stale(output, living)]
    for output in stale:  # all outputs have been checked by now, so none is left half done
        del output["data"][VIEW]


def _outputs(notebook):
    for cell in notebook["cells"]:
        yield from cell.get("outputs", [])


def _is_stale(output, living):
    """Whether an output is certainly ours, its kernel is gone, and it has something instead."""
    data = output.get("data")
    metadata = output.get("metadata")
    if not isinstance(data, dict) or not isinstance(metadata, dict):
        return False
    stamp = metadata.get(VIEW)
    if not isinstance(stamp, dict) or stamp.get("maker") != MAKER:
        return False
    processes = [stamp.get("process"), stamp.get("parent")]
    if not all(isinstance(process, int) for process in processes):
        return False
    return VIEW in data and bool(INSTEAD & data.keys()) and not living.intersection(processes)


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
        try:
            if model["type"] == "notebook" and model["content"]:
                leave_out_views(model["content"], await processes(server, path.strip("/")))
        except Exception:  # on any error, the reader gets the notebook as it is on disk
            server.log.warning("The figures of %s stay as they were saved.", path, exc_info=True)
        return model

    server.contents_manager.get = get_with_stills
