"""The playground's still, which a notebook keeps: drawn by matplotlib from a scene."""

from nncourse.draw.fonts import has_glyphs
from nncourse.messages import listed, say
from nncourse.playground.curves import Curves
from nncourse.playground.diagram import Diagram
from nncourse.playground.output_plane import OutputPlane


class Still:
    """The network, the plane, the losses and some lines of text, side by side on ``figure``."""

    def __init__(self, figure):
        grid = figure.add_gridspec(2, 3, width_ratios=[1.75, 1.15, 0.9], height_ratios=[1.5, 1])
        self.diagram = Diagram(figure.add_subplot(grid[:, 0]))
        self.plane = OutputPlane(figure.add_subplot(grid[:, 1]))
        self.curves = Curves(figure.add_subplot(grid[0, 2]), figure.add_subplot(grid[1, 2]))

    def draw(self, scene):
        """Show a scene."""
        self.diagram.move(scene)
        self.plane.move(scene)
        self.plane.show_columns(scene.columns)
        self.curves.move(scene, lines_of(scene))


def lines_of(scene):
    """The lines under the curves: the accuracy, the confusion matrix, and the point looked at."""
    lines = []
    if scene.percents:
        train, test = scene.percents
        lines = [say("right_of", train=train, test=test), say("confusion_head")]
        for k, (name, row) in enumerate(zip(scene.class_names, scene.confusion, strict=True)):
            seen = name if len(name) <= 12 and has_glyphs(name) else k
            lines.append(say("confusion", k=seen, counts=listed(map(str, row))))
    return lines + ([point_line(scene)] if scene.probe else [])


def point_line(scene):
    """A line on the output at the point looked at."""
    x1, x2 = scene.columns.numbers_at(*scene.probe)
    return say("at_probe", x1=x1, x2=x2, a=listed(scene.probe_values[-1]))
