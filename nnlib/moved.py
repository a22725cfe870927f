"""Old imports of what has moved from nnlib to nncourse get the new line as an answer.

>>> from nnlib.explorers import NeuronExplorer
Traceback (most recent call last):
    ...
ImportError: `nnlib.explorers` has moved: write `from nncourse.explorers import ...`.
"""

import sys

from nnlib.messages import say

NEW_LINES = {
    "check": "from nncourse import check, hint",
    "explorers": "from nncourse.explorers import ...",
    "installation": "from nncourse.jupyter.installation import report",
    "languages": "from nncourse.topics.languages import ...",
    "network_diagram": "from nncourse.draw.network_diagram import NetworkDiagram",
    "playground": "from nncourse.playground import ...",
    "plots": "from nncourse.draw.style import ...",
    "predict": "from nncourse import predict",
    "ratings": "from nncourse.topics.ratings import ...",
    "show": "from nncourse.widgets.display import show_figure",
    "tictactoe": "from nncourse.topics.tictactoe import ...",
    "vowels": "from nncourse.topics.vowels import ...",
}


class MovedModules:
    """A finder of modules; Python asks it last, when no other has found the module."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """None, since it finds nothing; a module that has moved raises ImportError."""
        package, _, module = name.partition(".")
        if package == "nnlib" and module in NEW_LINES:
            raise ImportError(say("moved", old=name, line=NEW_LINES[module]))


sys.meta_path.append(MovedModules)
