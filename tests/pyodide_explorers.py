"""Run in Pyodide by live_node.mjs: every explorer makes a still and a frame."""

from nncourse import explorers
from nncourse.playground import PlaygroundExplorer

SKLEARN = "ThresholdExplorer"  # which asks for scikit-learn: the page loads it for that name


def main():
    figures = {name: getattr(explorers, name) for name in explorers.__all__}
    figures["PlaygroundExplorer"] = PlaygroundExplorer
    return {name: look_at(figure) for name, figure in figures.items()}


def look_at(figure):
    """The caption, the beginning of the still, the size of a frame, and what went wrong."""
    explorer = figure()
    live = explorer.live
    caption, png = live.still()
    sent = []
    live.send = lambda content, buffers=None: sent.append((content, buffers or []))
    live._receive({"view": "a page", "width": 800, "ratio": 1.0, "tallest": 900.0})
    content, buffers = sent[-1]
    size = sum(len(bytes(part)) for part in buffers)
    explorer.close()
    return {
        "caption": caption,
        "is_png": bytes(png[:4]) == b"\x89PNG",
        "frame": size,
        "note": content["note"] + content["report"],
    }
