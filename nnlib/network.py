"""A feed-forward network: layers in a row, a loss, and the two passes through them.

All weights and biases, and what layer normalisation learns, are in one vector,
``network.parameters``; the arrays of each layer are views of it. So an optimizer updates one array,
a copy of one array keeps a network's state, and a gradient has one element for each parameter.
"""

from copy import deepcopy
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nnlib.dropout import dropout_mask
from nnlib.layers import Dense
from nnlib.losses import default_loss, get_loss
from nnlib.messages import listed, say
from nnlib.validate import as_matrix, as_numbers, as_shape, checked_fraction, random_generator


class Trace(NamedTuple):
    """The result of a forward pass: layer l, from 0, turns ``a[l]`` into ``z[l]`` and ``a[l+1]``.

    ``a[0]`` is the input X; every array has shape (n_samples, units). With dropout, ``a[l+1]`` has
    been multiplied by ``masks[l]``; without, there are none.
    """

    z: list
    a: list
    masks: list | tuple = ()

    @property
    def y_hat(self):
        """The prediction: the last a, of shape (n_samples, n_outputs)."""
        return self.a[-1]


class Gradients(NamedTuple):
    """The result of a backward pass, for layer l, from 0.

    ``delta[l]`` = dL/dz, ``W[l]`` = dL/dW, ``b[l]`` = dL/db; ``norm[l]`` = (dL/dgain, dL/dshift),
    or () without layer normalisation. ``vector`` holds all these but delta, in the order of
    ``network.parameters``.
    """

    delta: list
    W: list
    b: list
    norm: list
    vector: np.ndarray


class Network:
    """Layers in a row, with a loss that fits the last activation.

    ``layers`` is a list of ``Dense`` whose sizes match; the network keeps copies of them. ``loss``
    is a name from ``LOSSES``, or None for the one that goes with the last activation: cross-entropy
    after sigmoid and softmax, mean squared error after all others. All layers get the dtype of the
    first.

    Raises ValueError if two sizes do not match, a softmax or residual layer is where none can be,
    or activation and loss do not go together.
    """

    def __init__(self, layers, loss=None):
        self.layers = _checked_layers(layers)
        output = self.layers[-1].activation
        self.loss_function = default_loss(output) if loss is None else get_loss(loss)
        if output.name not in self.loss_function.outputs:
            loss = self.loss_function.name
            outputs = listed(self.loss_function.outputs)
            raise ValueError(say("pairing", output=output.name, loss=loss, outputs=outputs))
        self.dtype = self.layers[0].dtype
        self._places = _places(self.layers)
        arrays = [array.ravel() for layer in self.layers for array in layer.arrays]
        self._place(np.concatenate(arrays).astype(self.dtype))

    @classmethod
    def from_sizes(
        cls,
        sizes,
        hidden="tanh",
        output="sigmoid",
        loss=None,
        *,
        residual=False,
        layer_norm=False,
        **options,
    ):
        """The fully connected network with ``sizes`` = [n_features, hidden units ..., n_outputs].

        ``hidden`` is one activation for all hidden layers, or a list with one for each. With
        ``residual``, hidden layers with as many inputs as units are residual. With ``layer_norm``,
        all hidden layers have layer normalisation. ``options`` go to ``Dense``: ``init``, ``bias``,
        ``dtype`` and ``seed``, from which all layers draw.
        """
        sizes = list(sizes) if isinstance(sizes, list | tuple | np.ndarray) else [sizes]
        n_hidden = len(sizes) - 2
        names = list(hidden) if isinstance(hidden, list | tuple) else [hidden] * n_hidden
        if n_hidden < 0 or len(names) != n_hidden:
            raise ValueError(say("sizes", sizes=sizes, names=names))
        options["seed"] = random_generator(options.get("seed", 0))
        layers = []
        for name, (n_in, n_out) in zip(names, pairwise(sizes[:-1]), strict=True):
            is_residual = residual and n_in == n_out
            links = dict(residual=is_residual, layer_norm=layer_norm)
            layers.append(Dense(n_in, n_out, name, **links, **options))
        layers.append(Dense(*sizes[-2:], output, **options))
        return cls(layers, loss)

    @property
    def parameters(self):
        """All that the layers learn in one vector, layer by layer: W, b, and gain and shift.

        Assigning copies the numbers in.
        """
        return self._parameters

    @parameters.setter
    def parameters(self, values):
        shape = self._parameters.shape
        self._parameters[...] = as_shape(values, "parameters", shape, self.dtype)

    def penalised_parameters(self):
        """A copy of ``parameters`` with 0 for all but the weights of connections that are there.

        Those weights are what penalties count; each is in the place of its parameter.
        """
        vector = self._parameters.copy()
        for layer, W, b, norm in zip(self.layers, *self._unpack(vector), strict=True):
            W[...] = layer.connections
            for others in (b, *norm):
                others[...] = 0
        return vector

    @property
    def sizes(self):
        """[n_features, units of each layer ...]."""
        return [self.layers[0].n_in, *(layer.n_out for layer in self.layers)]

    def forward(self, X, trusted=False, *, dropout=0.0, rng=0):
        """Every z and a for ``X`` of shape (n_samples, n_features).

        ``trusted=True`` skips the check of the shape and values of ``X``. For training,
        ``dropout`` is the probability with which a hidden activation is set to 0, drawn by ``rng``,
        a generator or a seed.

        Raises ValueError if ``X`` or ``dropout`` does not fit.
        """
        if not trusted:
            X = as_matrix(X, "X", self.layers[0].n_in, self.dtype)
        if dropout:
            dropout = checked_fraction(dropout, "dropout")
            rng = np.random.default_rng(rng)
        z = []
        a = [X]
        masks = []
        for layer in self.layers:
            z_layer, a_layer = layer.forward(a[-1])
            if dropout and len(a) < len(self.layers):
                masks.append(dropout_mask(a_layer, dropout, rng))
                a_layer = a_layer * masks[-1]
            z.append(z_layer)
            a.append(a_layer)
        return Trace(z, a, masks)

    def backward(self, trace, y, trusted=False):
        """Every delta and gradient of the loss, without penalties, from the last layer back.

        delta of the last layer is the loss's dL/dz. Before it,
        delta[l] = (delta[l+1] W[l+1]ᵀ) ∘ f'(z[l]).

        The gradient also skips a residual layer unchanged; at activations with dropout it is
        multiplied by their mask; and from z to W and b, it flows back through layer normalisation.

        Raises ValueError if a layer is a step function, or ``y`` does not fit.
        """
        if not trusted:
            self.check_trainable()
            y = self._targets(trace, y)
        vector = np.empty_like(self._parameters)
        dW, db, dnorm = self._unpack(vector)
        delta = [None] * len(self.layers)
        flow = None  # dL/da
        output = self.layers[-1].activation
        delta[-1] = self.loss_function.delta(trace.z[-1], trace.y_hat, y, output)
        for i in reversed(range(len(self.layers))):
            layer = self.layers[i]
            ds = layer.backward(trace.a[i], delta[i], dW[i], db[i], dnorm[i])
            if i > 0:
                before = self.layers[i - 1]
                z = trace.z[i - 1]
                a = trace.a[i]
                flow = layer.input_gradient(ds, flow)
                if trace.masks:
                    flow = flow * trace.masks[i - 1]
                if trace.masks or before.residual:
                    a = before.activation.f(z)  # what a was before the mask, or without x
                delta[i - 1] = flow * before.activation.derivative(z, a)
        return Gradients(delta, dW, db, dnorm, vector)

    def loss(self, X, y):
        """The loss on ``X`` and ``y``, a float, no penalties; ValueError if they do not fit."""
        return self.loss_of(self.forward(X), y)

    def loss_of(self, trace, y, trusted=False):
        """The loss of a forward pass, a float, without penalties."""
        if not trusted:
            y = self._targets(trace, y)
        return self.loss_function.of_output(trace.z[-1], trace.y_hat, y)

    def predict(self, X):
        """y_hat, of shape (n_samples, n_outputs); ValueError if ``X`` does not fit."""
        return self.forward(X).y_hat

    def classify(self, X):
        """Class labels, shape (n_samples,): the number of the output with the largest z.

        For a single output: 1 where z > 0, else 0. After a sigmoid, z > 0 means y_hat > 1/2.

        Raises ValueError if ``X`` does not fit.
        """
        z = self.forward(X).z[-1]
        if z.shape[1] == 1:
            return (z[:, 0] > 0).astype(np.intp)
        return z.argmax(axis=1)

    def targets(self, y):
        """``y`` in shape (n_samples, n_outputs), if the loss can take it; else ValueError."""
        y = self.loss_function.targets(y, self.layers[-1].n_out)
        return as_numbers(y, "y", self.dtype)

    def check_trainable(self):
        """Raise ValueError if a layer has a slope of 0 everywhere: no gradient can pass it."""
        if any(layer.activation.name == "step" for layer in self.layers):
            raise ValueError(say("step_cannot_learn"))

    def _targets(self, trace, y):
        y = self.targets(y)
        if len(y) != len(trace.y_hat):
            raise ValueError(say("rows", n_samples=len(trace.y_hat), y=y.shape))
        return y

    def _place(self, vector):
        """Make the arrays of every layer views of ``vector``."""
        self._parameters = vector
        for layer, *views in zip(self.layers, *self._unpack(vector), strict=True):
            layer.place(*views)
            layer.mask = layer.mask  # in the type of the vector

    def _unpack(self, vector):
        """Three lists of views of ``vector``: the layers' W, their b, and [gain, shift] or ()."""
        W = []
        b = []
        norm = []
        for weights, shape, biases, norms in self._places:
            W.append(vector[weights].reshape(shape))
            b.append(vector[biases])
            norm.append([vector[place] for place in norms] if norms else ())
        return W, b, norm

    def __setstate__(self, state):  # a copied or unpickled network gets views of its own vector
        self.__dict__.update(state)
        self._place(self._parameters)

    def __repr__(self):
        sizes = "-".join(map(str, self.sizes))
        names = ", ".join(layer.activation.name for layer in self.layers)
        size = say("n_parameters", n=self._parameters.size)
        return f"Network({sizes}; {names}; {self.loss_function.name}; {size})"


def _places(layers):
    """The places of each layer's parameters in one vector: slice of W, shape of W, other slices.

    Layer by layer: the weights row by row, then the biases, then gains and shifts, if there are.
    """
    places = []
    start = 0
    for layer in layers:
        slices = []
        for array in layer.arrays:
            end = start + array.size
            slices.append(slice(start, end))
            start = end
        weights, biases, *norms = slices
        places.append((weights, layer.W.shape, biases, norms))
    return places


def _checked_layers(layers):
    """Copies of the layers, as a tuple, if they fit together; else ValueError."""
    if not isinstance(layers, list | tuple) or not layers:
        raise ValueError(say("no_layers"))
    if not all(isinstance(layer, Dense) for layer in layers):
        raise ValueError(say("no_layers"))
    for i, (first, second) in enumerate(pairwise(layers)):
        if first.n_out != second.n_in:
            n_out = first.n_out
            n_in = second.n_in
            raise ValueError(say("layer_sizes", i=i, following=i + 1, n_out=n_out, n_in=n_in))
        if first.activation.name == "softmax":
            raise ValueError(say("hidden_softmax", i=i))
    if layers[-1].residual:
        raise ValueError(say("last_residual"))
    if layers[-1].activation.name == "softmax" and layers[-1].n_out == 1:
        raise ValueError(say("lone_softmax"))
    return tuple(deepcopy(layer) for layer in layers)
