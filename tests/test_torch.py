"""nnlib against PyTorch in float64: every value, every gradient, whole runs step by step."""

from itertools import zip_longest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import ACTIVATIONS, LOSSES, SGD, Adam, AdamW, Network, RMSProp, train
from nnlib import losses as L
from nnlib.optimizers import clip_by_norm
from nnlib.training import shuffled
from tests.strategies import problems, refused, seeds

torch = pytest.importorskip("torch", reason="PyTorch is not installed: make frameworks")
pytestmark = pytest.mark.frameworks
torch.set_num_threads(1)  # its arrays are small here, and threads would only wait for each other
F = torch.nn.functional

TORCH = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "softplus": F.softplus,
    "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
    "softmax": lambda z: torch.softmax(z, dim=-1),
}


def tensor(array, needs_gradient=False):
    return torch.tensor(np.asarray(array, dtype=np.float64), requires_grad=needs_gradient)


def torch_loss(name, z, y_hat, y):
    """PyTorch's own loss, from logits where it has one."""
    if name == "mean_squared_error":
        return F.mse_loss(y_hat, y)
    if name == "binary_cross_entropy":
        return F.binary_cross_entropy_with_logits(z, y)
    return F.cross_entropy(z, y)


def torch_parameters(network):
    return [[tensor(array, True) for array in layer.arrays] for layer in network.layers]


def torch_forward(network, parameters, X, dropped=()):
    """z and a of the last layer; ``dropped`` are the masks of dropout."""
    a = tensor(X)
    for layer, arrays, drop in zip_longest(network.layers, parameters, dropped, fillvalue=1):
        W, b, *norm = arrays
        mask = 1 if layer.mask is None else tensor(layer.mask)
        z = a @ (W * mask) + b
        if norm:
            z = F.layer_norm(z, b.shape, *norm)
        f = TORCH[layer.activation.name](z)
        a = (a + f if layer.residual else f) * drop
    return z, a


@pytest.mark.parametrize("name", TORCH)
@given(seed=seeds)
def test_activations_and_their_slopes(name, seed):
    z = np.append(np.random.default_rng(seed).normal(0, 5, 8), [0, -30, 30])
    tensor_z = tensor(z, True)
    a = TORCH[name](tensor_z)
    np.testing.assert_allclose(ACTIVATIONS[name](z), a.detach(), rtol=1e-9, atol=1e-13)
    if name != "softmax":
        a.sum().backward()
        np.testing.assert_allclose(ACTIVATIONS[name].slope(z), tensor_z.grad, rtol=1e-9, atol=1e-9)


@given(seed=seeds, n=st.integers(1, 6))
def test_losses_from_probabilities_extremes_included(seed, n):
    rng = np.random.default_rng(seed)
    y_hat = rng.choice([0, 1e-9, 0.25, 0.5, 1], (n, 1))
    y = rng.choice([0, 0.5, 1], (n, 1))
    p = tensor(y_hat, True)
    loss = F.binary_cross_entropy(p, tensor(y))
    loss.backward()
    assert L.binary_cross_entropy(y_hat, y) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(L.binary_cross_entropy_gradient(y_hat, y), p.grad, rtol=1e-8)


@given(seed=seeds, n=st.integers(1, 6))
def test_losses_from_far_logits(seed, n):
    rng = np.random.default_rng(seed)
    z = rng.choice([-700.0, -40, -36, -1, 0, 30, 38, 700], (n, 3))
    y = rng.dirichlet([1] * 3, n)
    rows = {
        "binary_cross_entropy": lambda t: F.binary_cross_entropy_with_logits(t, tensor(y)),
        "categorical_cross_entropy": lambda t: F.cross_entropy(t, tensor(y)),
    }
    for name, theirs in rows.items():
        loss = LOSSES[name]
        logits = tensor(z, True)
        value = theirs(logits)
        value.backward()
        y_hat = TORCH[loss.outputs[0]](logits).detach().numpy()
        assert loss.value_from_logits(z, y) == pytest.approx(value.item(), rel=1e-12)
        np.testing.assert_allclose(loss.gradient_from_logits(z, y, y_hat), logits.grad, atol=1e-15)


def test_tensors_are_taken_as_numbers_unless_they_carry_a_gradient():
    network = Network.from_sizes([2, 3, 1])
    X = [[1.0, 2.0]]
    np.testing.assert_array_equal(network.predict(tensor(X)), network.predict(X))
    assert network.loss(tensor(X), tensor([1])) == network.loss(X, [1])
    for values in [tensor(X, True), [list(tensor(X, True)[0])]]:
        with refused("X must be a table of numbers"):
            network.predict(values)
    with refused("y must be a table of numbers"):
        network.loss(X, tensor([1], True))


@given(problems(), st.sampled_from([0, 0.5]))
def test_loss_and_every_gradient(problem, dropout):
    network, X, y = problem
    trace = network.forward(X, dropout=dropout)
    gradients = network.backward(trace, y)
    parameters = torch_parameters(network)
    z, y_hat = torch_forward(network, parameters, X, map(tensor, trace.masks))
    loss = torch_loss(network.loss_function.name, z, y_hat, tensor(network.targets(y)))
    loss.backward()
    assert network.loss_of(trace, y) == pytest.approx(loss.item(), rel=1e-12, abs=1e-14)
    np.testing.assert_allclose(trace.y_hat, y_hat.detach(), rtol=1e-10, atol=1e-13)
    ours = zip(gradients.W, gradients.b, gradients.norm, strict=True)
    for (dW, db, dnorm), arrays in zip(ours, parameters, strict=True):
        for slope, array in zip([dW, db, *dnorm], arrays, strict=True):
            np.testing.assert_allclose(slope, array.grad, rtol=1e-9, atol=1e-12)


@given(seed=seeds, clip=st.floats(0.01, 10))
def test_clipping(seed, clip):
    g = np.random.default_rng(seed).normal(size=6)
    w = tensor(g, True)
    w.grad = tensor(g)
    torch.nn.utils.clip_grad_norm_([w], clip)
    np.testing.assert_allclose(clip_by_norm(g, clip), w.grad, rtol=1e-5)  # theirs adds 1e-6


OPTIMIZERS = {
    "sgd": (lambda: SGD(0.02), lambda p: torch.optim.SGD(p, lr=0.02)),
    "momentum": (
        lambda: SGD(0.01, momentum=0.9),
        lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
    ),
    "rmsprop": (lambda: RMSProp(0.01), lambda p: torch.optim.RMSprop(p, lr=0.01)),
    "adam": (lambda: Adam(0.01), lambda p: torch.optim.Adam(p, lr=0.01)),
    "adamw": (
        lambda: AdamW(0.01, weight_decay=0.3),
        lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.3),
    ),
}
MODELS = {
    "binary": dict(sizes=[2, 10, 10, 1], hidden="tanh", output="sigmoid"),
    "classes": dict(sizes=[2, 8, 3], hidden="relu", output="softmax", init="he_normal"),
    "regression": dict(sizes=[2, 64, 64, 2], hidden="softplus", output="identity"),
    "layer norm": dict(sizes=[2, 10, 10, 2], hidden="tanh", output="identity", layer_norm=True),
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("l1, l2", [(0, 0), (0.002, 0.01)], ids=["plain", "penalty"])
def test_a_hundred_steps_of_training_agree_to_1e_9(model, optimizer, l1, l2):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(50, 2))
    y = {
        "binary": (X.prod(axis=1) > 0) * 1,
        "classes": (X[:, 0] > X[:, 1]) + (X[:, 0] > 0) * 1,
        "regression": X**2,
        "layer norm": X**2,
    }[model]
    network = Network.from_sizes(**MODELS[model], seed=2)
    ours, theirs = OPTIMIZERS[optimizer]
    parameters = torch_parameters(network)
    peer = theirs([p for pair in parameters for p in pair])
    order = shuffled(50, seed=3)
    steps = train(network, X, y, ours(), epochs=10, batch_size=5, order=order, l1=l1, l2=l2)
    Y = network.targets(y)
    for step in steps:
        rows = order(step.epoch)[step.step % 10 * 5 :][:5]
        z, y_hat = torch_forward(network, parameters, X[rows])
        loss = torch_loss(network.loss_function.name, z, y_hat, tensor(Y[rows]))
        cost = sum(l1 * W.abs().sum() + l2 / 2 * W.square().sum() for W, *_ in parameters)
        peer.zero_grad()
        (loss + cost).backward()
        peer.step()
        assert step.loss == pytest.approx(loss.item(), abs=1e-9)
        assert step.penalty == pytest.approx(cost.item(), abs=1e-9)
        for layer, arrays in zip(network.layers, parameters, strict=True):
            for array, peer_array in zip(layer.arrays, arrays, strict=True):
                np.testing.assert_allclose(array, peer_array.detach(), atol=1e-9)
    assert step.step == 99
