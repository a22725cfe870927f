"""The playground: data, features, a network and its training, all to be moved while it learns.

Read ``data``, what is learned, with ``own_points``, ``csv_points`` and ``file_button`` for a
reader's own; ``setup`` and ``run``, which trains and goes back in time; ``state``, the values of
all controls, typed, and ``runs``, which finds the run of a state; ``changes``, what a reader
changed on the way, and ``settings``, which hears it. ``scene`` has the numbers of one picture:
``stage`` sends them to the page, where stage.js draws them with its parts, and ``still`` draws them
for notebooks with ``diagram``, ``thumbnails``, ``output_plane`` and ``curves``. ``controls``,
``moves`` and ``drawer`` answer the reader; ``scenarios`` is for a class, ``export`` and
``export_frameworks`` for programs; and ``explorer`` puts them together.
"""


def __getattr__(name):
    """Load the explorer, and ipywidgets with it, when it is first asked for."""
    if name != "PlaygroundExplorer":
        raise AttributeError(f"module 'nncourse.playground' has no attribute {name!r}")
    from nncourse.playground.explorer import PlaygroundExplorer

    return PlaygroundExplorer


__all__ = ["PlaygroundExplorer"]
