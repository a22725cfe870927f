"""A feed-forward network: layers in a row, a loss, and the two passes through them.

All weights and biases live in one vector, ``network.parameters``; each layer's ``W`` and ``b`` are
views of it. So an optimizer updates one array, one copied array remembers a network, and a gradient
has one place for each parameter.
"""

from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nnlib.layers import Dense
from nnlib.losses import default_loss, get_loss
from nnlib.messages import say
from nnlib.validate import as_matrix, as_shape


@dataclass(frozen=True)
class Trace:
    """All that a forward pass computes. Layer l, counted from 0, turns ``a[l]`` into ``z[l]`` and
    ``a[l + 1]``.

    ``a[0]`` is the input X; every array has shape (n_samples, units).
    """

    z: list
    a: list

    @property
    def y_hat(self):
        """The prediction: the last a, of shape (n_samples, n_outputs)."""
        return self.a[-1]


@dataclass(frozen=True)
class Gradients:
    """All that a backward pass computes: ``delta[l]`` = dL/dz, ``W[l]`` = dL/dW and ``b[l]`` =
    dL/db of layer l.

    ``vector`` holds the same dL/dW and dL/db in the order of ``network.parameters``.
    """

    delta: list
    W: list
    b: list
    vector: np.ndarray


class Network:
    """Layers in a row, with a loss that fits the last activation.

    ``layers`` is a list of ``Dense`` whose sizes meet; the network keeps copies of them. ``loss``
    is a name from ``LOSSES``, or None for the one that goes with the last activation: cross-entropy
    after sigmoid and softmax, mean squared error after all others. The first layer's dtype holds
    for all.

    Raises ValueError if two sizes do not meet, a hidden layer is a softmax, or activation and loss
    do not pair.
    """

    def __init__(self, layers, loss=None):
        self.layers = [deepcopy(layer) for layer in layers]
        _check_layers(self.layers)
        self.loss_function = get_loss(loss) if loss else default_loss(self.layers[-1].activation)
        _check_pair(self.layers[-1].activation, self.loss_function)
        self.dtype = self.layers[0].dtype
        vectors = [np.append(layer.W, layer.b) for layer in self.layers]
        ends = np.cumsum([len(vector) for vector in vectors])
        self._slices = [
            slice(end - len(vector), end) for end, vector in zip(ends, vectors, strict=True)
        ]
        self._place(np.concatenate(vectors).astype(self.dtype))

    @classmethod
    def from_sizes(cls, sizes, hidden="tanh", output="sigmoid", loss=None, **options):
        """The fully connected network with ``sizes`` = [n_features, units of each hidden layer ...,
        n_outputs].

        ``hidden`` is one activation for all hidden layers, or a list with one for each. ``options``
        go to ``Dense``: ``init``, ``bias``, ``dtype`` and ``seed``, from which all layers draw one
        after the other.
        """
        sizes = np.atleast_1d(sizes).tolist()
        names = list(hidden) if isinstance(hidden, list | tuple) else [hidden] * (len(sizes) - 2)
        if len(sizes) < 2 or len(names) != len(sizes) - 2:
            raise ValueError(
                say("sizes", sizes=sizes, n_hidden=max(len(sizes) - 2, 0), n_names=len(names))
            )
        options["seed"] = np.random.default_rng(options.get("seed", 0))
        pairs = zip(pairwise(sizes), [*names, output], strict=True)
        return cls([Dense(*ends, activation, **options) for ends, activation in pairs], loss)

    @property
    def parameters(self):
        """All weights and biases in one vector, layer by layer. Assigning copies the numbers in."""
        return self._parameters

    @parameters.setter
    def parameters(self, values):
        self._parameters[...] = as_shape(values, "parameters", self._parameters.shape, self.dtype)

    @property
    def weights(self):
        """The weights alone, in the order of ``parameters``: biases and cut connections are 0."""
        return self._parameters * self._is_weight

    @property
    def sizes(self):
        """[n_features, units of each layer ...]."""
        return [self.layers[0].n_in, *(layer.n_out for layer in self.layers)]

    def forward(self, X, checked=False):
        """Every z and a for ``X`` of shape (n_samples, n_features). ``checked=True`` trusts its
        shape and values.
        """
        a, z = [X if checked else as_matrix(X, "X", self.layers[0].n_in, self.dtype)], []
        for layer in self.layers:
            z_layer, a_layer = layer.forward(a[-1])
            z.append(z_layer)
            a.append(a_layer)
        return Trace(z, a)

    def backward(self, trace, y, checked=False):
        """Every delta and gradient of the loss, without penalties, from the last layer to the
        first.

        delta = dL/dz of the last layer comes from the loss; before it, delta[l] = (delta[l+1]
        W[l+1]ᵀ) ∘ f'(z[l]). Raises ValueError if a layer is a step function, or ``y`` does not fit.
        """
        y = y if checked else self._targets(trace, y)
        vector = np.empty_like(self._parameters)
        dW, db = self._unpack(vector)
        delta = [None] * len(self.layers)
        delta[-1] = self.loss_function.delta(
            trace.z[-1], trace.y_hat, y, self.layers[-1].activation
        )
        for i in reversed(range(len(self.layers))):
            self.layers[i].backward(trace.a[i], delta[i], dW[i], db[i])
            if i > 0:
                slope = self.layers[i - 1].activation.derivative(trace.z[i - 1], trace.a[i])
                delta[i - 1] = self.layers[i].input_gradient(delta[i]) * slope
        return Gradients(delta, dW, db, vector)

    def loss(self, X, y):
        """The loss on ``X`` and ``y``, a float, without penalties."""
        return self.loss_of(self.forward(X), y)

    def loss_of(self, trace, y, checked=False):
        """The loss of a forward pass, a float, without penalties."""
        y = y if checked else self._targets(trace, y)
        return self.loss_function.at(trace.z[-1], trace.y_hat, y)

    def predict(self, X):
        """y_hat, of shape (n_samples, n_outputs)."""
        return self.forward(X).y_hat

    def classify(self, X):
        """Class labels, shape (n_samples,): the largest output's number; of a single output, 1
        where z > 0, else 0.

        z > 0 is y_hat > 1/2 after a sigmoid.
        """
        z = self.forward(X).z[-1]
        return (z[:, 0] > 0).astype(int) if z.shape[1] == 1 else z.argmax(axis=1)

    def targets(self, y):
        """``y`` in shape (n_samples, n_outputs), if the loss can take it; else ValueError."""
        return self.loss_function.targets(y, self.layers[-1].n_out).astype(self.dtype, copy=False)

    def check_trainable(self):
        """Raise ValueError if a layer has a slope of 0 everywhere, so that no gradient could ever
        pass it.
        """
        if any(layer.activation.name == "step" for layer in self.layers):
            raise ValueError(say("step_cannot_learn"))

    def _targets(self, trace, y):
        self.check_trainable()
        y = self.targets(y)
        if len(y) != len(trace.y_hat):
            raise ValueError(say("rows", n_samples=len(trace.y_hat), y=y.shape))
        return y

    def _place(self, vector):
        """Let every layer's W and b be views of ``vector``."""
        self._parameters = vector
        self._is_weight = np.zeros_like(vector)
        for layer, part in zip(self.layers, self._slices, strict=True):
            layer.place(vector[part])
            layer.unpack(self._is_weight[part])[0][...] = 1 if layer.mask is None else layer.mask

    def _unpack(self, vector):
        """Views of ``vector``: a list of matrices in the shapes of W, a list of vectors in the
        shapes of b.
        """
        pairs = [
            layer.unpack(vector[part])
            for layer, part in zip(self.layers, self._slices, strict=True)
        ]
        return [W for W, b in pairs], [b for W, b in pairs]

    def __setstate__(self, state):  # a copied or unpickled network gets views of its own vector
        self.__dict__.update(state)
        self._place(self._parameters)

    def __repr__(self):
        sizes = "-".join(map(str, self.sizes))
        names = ", ".join(layer.activation.name for layer in self.layers)
        size = self._parameters.size
        return f"Network({sizes}; {names}; {self.loss_function.name}; {size} parameters)"


def _check_layers(layers):
    if not layers:
        raise ValueError(say("no_layers"))
    for i, (first, second) in enumerate(pairwise(layers)):
        if first.n_out != second.n_in:
            raise ValueError(
                say("layer_sizes", i=i, following=i + 1, n_out=first.n_out, n_in=second.n_in)
            )
        if first.activation.name == "softmax":
            raise ValueError(say("hidden_softmax", i=i))


def _check_pair(output, loss):
    if output.name not in loss.outputs:
        raise ValueError(
            say("pairing", output=output.name, loss=loss.name, outputs=", ".join(loss.outputs))
        )
