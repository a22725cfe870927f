"""Prepared states for a class, with a question to ask before Play, and what to look for after it.

The sentences are in ``nncourse.messages``, under ``ask_NAME`` and ``look_NAME``. Their promises
must hold for other initial weights too: tests try five.
"""

from nncourse.messages import say

NUMBERS = ("1", "2", "3", "4", "5", "5a", "5b", "5c", "6", "7", "8")


def hidden(activation, *units):
    """The controls' values for hidden layers of these ``units``, all with the same activation."""
    layers = enumerate(units, start=1)
    each = {name: value for k, n in layers for name, value in [(f"u{k}", n), (f"a{k}", activation)]}
    return {"layers": len(units), **each}


NOISE = dict(data="gauss", noise=50, share=10, show_test=True, **hidden("relu", 8, 8, 8))
NOISE |= dict(init="he_normal", optimizer="Adam", rate=0.01)

SCENARIOS = {
    "line_xor": dict(data="xor", layers=0),
    "more_units": dict(data="circle", rate=0.1, **hidden("tanh", 2)),
    "too_large": dict(data="circle", rate=10, loss="squared error", **hidden("relu", 4)),
    "dead_relu": dict(
        data="circle", init="glorot_uniform", weights=1, **hidden("relu", 3, 3, 3, 3)
    ),
    "noise": NOISE,
    "noise_penalty": NOISE | dict(penalty="L2", strength=0.1),
    "noise_dropout": NOISE | dict(dropout=0.5),
    "noise_samples": NOISE | dict(share=90),
    "zeros": dict(data="moons", init="zeros", rate=1, **hidden("sigmoid", 4)),
    "features": dict(data="circle", layers=0, features="x1²|x2²"),
    "vanishing": dict(
        data="circle", init="glorot_uniform", rate=0.1, **hidden("sigmoid", 6, 6, 6, 6, 6, 6)
    ),
}


def in_strip(chosen):
    """The strip above the stage: the number and title of each scenario, and for the ``chosen`` one
    what to ask before Play and what to look for after it.
    """
    titles = [
        (name, number, say(f"title_{name}"))
        for name, number in zip(SCENARIOS, NUMBERS, strict=True)
    ]
    strip = {"chosen": chosen, "all": titles}
    if chosen:
        strip |= {"ask": say(f"ask_{chosen}"), "look": say(f"look_{chosen}")}
    return strip
