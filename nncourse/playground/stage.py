"""The stage: the playground's picture, which the page draws (stage.js) from a scene's numbers.

A frame is a message: small data as JSON, arrays as bytes, without those that the page already has.
Moving the pointer sends nothing to the kernel.
"""

from pathlib import Path

import numpy as np
import traitlets

from nncourse.messages import named, say, unfilled
from nncourse.playground.controls import ACTIVATIONS
from nncourse.playground.data import FEATURES, OWN, SETS, thumbnail
from nncourse.playground.own_points import REACH
from nncourse.playground.scene import LARGE, SMALL, axis_ticks
from nncourse.widgets.frames import Frames
from nncourse.widgets.live_figure import LiveFigure
from nncourse.widgets.scripts import script

HERE = Path(__file__).parent
PARTS = [HERE / f"stage_{part}.js" for part in ("numbers", "bar", "network", "output")]
LABELS = {  # of the controls that the stage draws, by name
    "rate": "learning_rate",
    "loss": "loss",
    "optimizer": "optimizer",
    "penalty": "penalty",
    "strength": "strength",
    "noise": "noise_level",
    "share": "train_share",
    "batch": "batch",
    "drawn_class": "drawn_class",
    "show_test": "show_test",
    "discrete": "discrete",
    "see_other": "see_other",
}
SHORT = {"three blobs": "stage_three_blobs", "three spirals": "stage_three_spirals"}
WORDS = (
    *("reset", "back", "play", "pause", "step", "epoch", "activation", "to_train", "to_test"),
    *("undo", "clear", "fork", "new_weights", "stage_data", "stage_features", "stage_output"),
    *("stage_layers", "stage_layer_1", "stage_layer", "stage_mixed", "stage_more", "stage_try"),
    *("stage_look", "stage_history", "stage_unit", "stage_weight", "stage_bias", "stage_close"),
    *("stage_called", "stage_is_called", "stage_key", "stage_plane", "stage_losses"),
    *("stage_curves", "stage_draw"),
    *("stage_add_layer", "stage_drop_layer", "stage_add_unit", "stage_drop_unit", "stage_typed"),
    *("stage_choose_weight", "titled", "percent", "after_title"),
    *("stage_of_layer", "stage_of_units", "stage_no_scenario", "stage_other_run"),
)


class Stage(LiveFigure):
    """The picture on the page. ``answer(content)`` receives the reader's actions; ``around()``
    returns the data shown around the picture, as JSON. ``figure`` is for the still.
    """

    _esm = script("stage.js", HERE, "kernel.js", "caption.js", "page_font.js", *PARTS)
    _css = LiveFigure._css + (HERE / "stage.css").read_text(encoding="utf-8")
    table = traitlets.Dict().tag(sync=True)  # constants: words, names, sizes
    options = traitlets.Dict().tag(sync=True)  # of the controls on the stage, by name
    thumbnails = traitlets.Bytes().tag(sync=True)

    def __init__(self, figure, update, **options):
        self.answer = lambda content: None
        self.around = dict
        self.draw_still = lambda scene: None
        super().__init__(figure, update, **options)
        self.table = {
            "words": {name: unfilled(name) for name in WORDS},
            "labels": {name: say(key) for name, key in LABELS.items()},
            "features": list(FEATURES),
            "data": [_set_names(name) for name in [*SETS, OWN]],
            "activations": {name: named(name) for name in ACTIVATIONS},
            "own": OWN,
            "small": SMALL,
            "large": LARGE,
            "reach": REACH,
        }
        self.thumbnails = b"".join(thumbnail(name).astype("<f4").tobytes() for name in SETS)

    def show_figure(self, figure):
        super().show_figure(figure)
        self.frames = SceneFrames(figure, lambda scene: self.draw_still(scene))

    def _receive(self, content):
        if "act" not in content:
            super()._receive(content)
        elif self.figure is not None and isinstance(content.get("view", ""), str):
            self.answer(content)

    def _next_frame(self):
        content, buffers = self.frames.next()
        return content | {"around": self.around()}, buffers


def _set_names(name):
    """A data set's name in the state, its name for a reader, and a shorter one for its button."""
    return name, named(name), say(SHORT[name]) if name in SHORT else named(name)


class SceneFrames:
    """The frames of ``scene``, and its still, which ``draw(scene)`` draws."""

    def __init__(self, figure, draw):
        self.pixels = Frames(figure)
        self.draw = draw
        self.whole = True
        self.relayout = False
        self.scene = None
        self._seen = {}

    def next(self):
        """The changes since the last frame: a dict, and a list of bytes."""
        if self.whole:
            self._seen = {}
        scene = self.scene
        content = {"whole": self.whole}
        self.whole = False
        if scene is None:  # nothing could be drawn yet; a note says why
            return content, []
        buffers = {
            "features": scene.maps[0],
            "maps": np.concatenate([table.ravel() for table in scene.maps[1:]] or [[]]),
            "output": scene.output,
            "parameters": scene.parameters,
            "points": scene.points,
            "curve": np.column_stack([scene.curve.epochs, scene.curve.losses]),
        }
        if scene.other is not None:
            theirs = scene.other
            buffers["other"] = np.column_stack([theirs.epochs, theirs.losses])
        packed = {name: _packed(array) for name, array in buffers.items()}
        new = [name for name, data in packed.items() if self._seen.get(name) != data]
        self._seen = packed
        content |= {"new": new, "scene": _in_json(scene)}
        return content, [packed[name] for name in new]

    def png(self):
        """The still as a PNG."""
        if self.scene is not None:
            self.draw(self.scene)
        return self.pixels.png()


def _packed(array):
    """An array as bytes: levels as uint8, other numbers as float32."""
    kind = np.uint8 if array.dtype == np.uint8 else "<f4"
    return np.ascontiguousarray(array, dtype=kind).tobytes()


def _in_json(scene):
    """The small fields of a scene, for JSON."""
    columns = scene.columns
    return {
        "epoch": scene.epoch,
        "empty": scene.empty,
        "data": scene.data,
        "sizes": scene.sizes,
        "activations": scene.activations,
        "chosen": scene.chosen,
        "scale": scene.scale,
        "coded": scene.coded,
        "smooth": scene.smooth,
        "alone": scene.alone,
        "n_classes": scene.n_classes,
        "show_test": scene.show_test,
        "losses": [] if scene.empty else scene.losses_in_words,
        "percents": scene.percents,
        "confusion": scene.confusion,
        "class_names": scene.class_names,
        "probe": scene.probe,
        "has_other": scene.other is not None,
        "axes": [
            {"name": name, "ticks": places, "texts": texts}
            for name, (places, texts) in zip(columns.names, axis_ticks(columns), strict=True)
        ],
        "shifts": columns.shifts,
        "scales": columns.scales,
        "from_file": bool(columns.labels),
    }
