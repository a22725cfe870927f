"""The playground: data, features, a network and its training, all to be moved while it learns.

Read ``data``, what is learned, with ``own_points``, ``csv_points`` and ``file_button`` for a
reader's own; ``setup`` and ``run``, which trains and goes back in time; ``changes``, what a reader
changed on the way, and ``settings``, which hears it; ``run_cache``, which finds the run of a state,
and ``outputs``, what its network says; ``diagram``, with ``thumbnails``, ``output_plane`` and
``curves``, which draw; ``controls``, ``panel`` and ``interactions``, which answer the reader;
``scenarios`` and ``link`` for a class, ``export`` and ``export_frameworks`` for programs; and
``explorer``, which puts them together.
"""


def __getattr__(name):
    """Load the explorer, and ipywidgets with it, when it is first asked for."""
    if name != "PlaygroundExplorer":
        raise AttributeError(f"module 'nncourse.playground' has no attribute {name!r}")
    from nncourse.playground.explorer import PlaygroundExplorer

    return PlaygroundExplorer


__all__ = ["PlaygroundExplorer"]
