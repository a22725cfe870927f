"""What the maths tests share: networks of any shape with data that fit them, drawn by hypothesis,
and what counts as a refusal.
"""

from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import strategies as st

from nnlib import INITIALIZERS, LOSSES, Dense, Network
from nnlib.activations import Activation

HIDDEN = ["identity", "sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu_tanh"]
PAIRS = [
    (output, name) for name, loss in LOSSES.items() for output in loss.outputs if output != "step"
]
CUBE = Activation("cube", "a = z³", lambda z: z * z * z, lambda z, a: 3 * z * z)  # not nnlib's own
HUGE = 10**400  # a whole number that no float can hold

seeds = st.integers(0, 2**32 - 1)


@contextmanager
def refused(words):
    """What is inside raises ValueError, in one sentence of ours with ``words``."""
    with pytest.raises(ValueError, match=words) as error:
        yield
    assert "\n" not in str(error.value)
    assert str(error.value).endswith(".")


@st.composite
def layers(draw, n_in, n_out, activation, residual=False, dtype=np.float64):
    """A Dense layer, in one case of four with a mask, and in one with layer normalisation."""
    rng = np.random.default_rng(draw(seeds))
    mask = rng.integers(0, 2, (n_in, n_out)) if draw(st.integers(0, 3)) == 0 else None
    init = draw(st.sampled_from(sorted(set(INITIALIZERS) - {"zeros"})))
    layer_norm = n_out > 1 and draw(st.integers(0, 3)) == 0
    options = dict(mask=mask, residual=residual, layer_norm=layer_norm, seed=rng, dtype=dtype)
    layer = Dense(n_in, n_out, activation, init=init, **options)
    if layer_norm:
        layer.norm.gain[...] = rng.normal(1, 0.5, n_out)
        layer.norm.shift[...] = rng.normal(0, 0.5, n_out)
    layer.b = rng.normal(0, 0.5, n_out)
    return layer


@st.composite
def networks(draw, dtype=np.float64):
    """A network of one to four layers of one to five units, with any activations and any loss that
    pairs. Every other hidden layer that could be residual is.
    """
    output, loss = draw(st.sampled_from(PAIRS))
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    sizes.append(draw(st.integers(1 + (output == "softmax"), 4)))
    names = [draw(st.sampled_from(HIDDEN)) for _ in sizes[2:]] + [output]
    links = [a == b and draw(st.booleans()) for a, b in pairwise(sizes[:-1])] + [False]
    rows = zip(sizes[:-1], sizes[1:], names, links, strict=True)
    return Network([draw(layers(*row, dtype=dtype)) for row in rows], loss)


def targets(network, n_samples, rng):
    """Targets that the network's loss takes: labels, shares or numbers."""
    n_outputs = network.sizes[-1]
    shares = rng.integers(0, 2)
    if network.loss_function.name == "categorical_cross_entropy":
        labels = rng.integers(0, n_outputs, n_samples)
        return rng.dirichlet(np.ones(n_outputs), n_samples) if shares else labels
    if network.loss_function.name == "binary_cross_entropy":
        y = rng.random((n_samples, n_outputs))
        return y if shares else y.round()
    return rng.normal(size=(n_samples, n_outputs))


@st.composite
def problems(draw, dtype=np.float64):
    """A network, and X and y for it."""
    network = draw(networks(dtype=dtype))
    rng = np.random.default_rng(draw(seeds))
    n_samples = draw(st.integers(1, 9))
    return network, rng.normal(size=(n_samples, network.sizes[0])), targets(network, n_samples, rng)


def entries(junk):
    """Changes of the playground's runs, or what is nearly one: with some ``junk`` in its place."""
    good = {"rate": 0.3, "batch": 5, "optimizer": "Adam", "penalty": "L2", "dropout": 0.5, 0: 2.5}
    names = st.sampled_from(list(good))
    values = st.sampled_from(list(good.values())) | junk
    epochs = st.integers(0, 2)
    fitting = st.builds(lambda epoch, what: [epoch, what, good[what]], epochs, names)
    mixed = st.tuples(epochs, names, values) | st.tuples(epochs | junk, names | junk, values)
    return fitting | mixed | junk


def near_kink(network, X, distance=1e-3):
    """Whether some z lies so near a kink (of ReLU or leaky ReLU, at 0) that a difference would step
    across it, or sums are so nearly equal that normalising them is almost a step.
    """
    trace = network.forward(X)
    for layer, a in zip(network.layers, trace.a, strict=False):
        if layer.norm is not None and layer.sums(a).std(axis=1).min() < 0.1:
            return True
    z = trace.z
    kinked = [
        z_l for z_l, layer in zip(z, network.layers, strict=True) if "relu" in layer.activation.name
    ]
    return any(np.abs(z_l).min() < distance for z_l in kinked)
