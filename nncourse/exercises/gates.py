"""The judge of a neuron that is to compute a logical function of two inputs."""

from nncourse.exercises.judges import condition_judge
from nncourse.messages import say

CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]
ROUNDING = 1e-12  # relative: nearer to 0 than this, z is 0 but for the last digits


def gate(wanted, wrong):
    """A judge of w1, w2 and b: z must be above 0 where ``wanted``, a tuple for the four corners,
    is 1, and not above 0 elsewhere.

    ``wrong`` has a sentence's key for every other logical function that deserves one.
    """

    def diagnose(w1, w2, b):
        z = [w1 * x1 + w2 * x2 + b for x1, x2 in CORNERS]
        noise = ROUNDING * (abs(w1) + abs(w2) + abs(b))
        for corner, value, one in zip(CORNERS, z, wanted, strict=True):
            if not (value > noise if one else value <= 0):
                fires = tuple(int(value > 0) for value in z)
                return _why(corner, value, one, abs(value) <= noise, wrong.get(fires))
        return None

    return condition_judge(diagnose)


def _why(corner, z, one, on_line, key):
    """The sentence for the first corner that is wrong: the line, a known gate, or its z."""
    x1, x2 = corner
    if on_line:
        return say("gate_on_line", x1=x1, x2=x2)
    if key:
        return say(key)
    return say("gate_corner", x1=x1, x2=x2, z=f"{z:.4g}", says=1 - one, wanted=one)
