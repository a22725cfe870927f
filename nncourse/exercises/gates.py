"""The judge of a neuron that should compute a logical function of two inputs."""

from nncourse.exercises.judges import condition_judge
from nncourse.messages import say

CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]
ROUNDING = 1e-12  # relative: a z nearer to 0 than this is a rounding error


def gate(wanted, wrong):
    """A judge of w1, w2 and b: z must be above 0 at the corners where ``wanted`` is 1, and at
    most 0 at the others.

    ``wanted`` has a 0 or 1 for each of the four corners. ``wrong`` has the key of a sentence for
    every other logical function that deserves one.
    """

    def diagnose(w1, w2, b):
        z = [w1 * x1 + w2 * x2 + b for x1, x2 in CORNERS]
        noise = ROUNDING * (abs(w1) + abs(w2) + abs(b))
        near = [abs(value) <= noise for value in z]
        right = [value > noise if one else value <= 0 for value, one in zip(z, wanted, strict=True)]
        for corner, value, one, on_line, is_right in zip(
            CORNERS, z, wanted, near, right, strict=True
        ):
            if not is_right:
                nearly = not all(near) and all(a or b for a, b in zip(near, right, strict=True))
                fires = tuple(int(value > 0) for value in z)
                return _why(corner, value, one, on_line and nearly, wrong.get(fires))
        return None

    return condition_judge(diagnose)


def _why(corner, z, one, on_line, key):
    """The sentence on the first wrong corner: only the line is wrong, or a known gate, or its z."""
    x1, x2 = corner
    if on_line and not one:
        return say("gate_rounded_up", x1=x1, x2=x2)
    if on_line:
        return say("gate_on_line", x1=x1, x2=x2)
    if key:
        return say(key)
    return say("gate_corner", x1=x1, x2=x2, z=f"{z:.4g}", says=1 - one, wanted=one)
