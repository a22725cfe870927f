"""The playground: data, features, a network and its training, all adjustable while it learns.

Read ``data``, the data sets, with ``own_points``, ``csv_points`` and ``file_button`` for a reader's
own points; ``setup`` and ``run``, which trains and goes back in time; ``state``, the typed values
of all controls, and ``runs``, which finds the run of a state; ``changes``, the reader's changes
during a run, and ``settings``, which records them. ``scene`` has the numbers of one picture:
``stage`` sends them to the page, where stage.js and its parts draw them, and ``still`` draws them
for notebooks with ``diagram``, ``thumbnails``, ``output_plane`` and ``curves``. ``controls``,
``moves`` and ``drawer`` respond to the reader; ``scenarios`` is for a class, ``export`` and
``export_frameworks`` write programs; and ``explorer`` puts them together.
"""


def __getattr__(name):
    """Load the explorer, and with it ipywidgets, on first use; else raise AttributeError."""
    if name != "PlaygroundExplorer":
        raise AttributeError(f"module 'nncourse.playground' has no attribute {name!r}")
    from nncourse.playground.explorer import PlaygroundExplorer

    return PlaygroundExplorer


__all__ = ["PlaygroundExplorer"]
