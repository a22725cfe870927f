"""A layer of neurons: ``a = f(x W + b)``."""

import numpy as np

from nnlib.activations import get_activation
from nnlib.initializers import INITIALIZERS
from nnlib.layer_norm import LayerNorm
from nnlib.messages import say
from nnlib.validate import as_numbers, as_shape, checked_number, lookup, random_generator


class Dense:
    """A fully connected layer: z = x W + b, a = f(z), for ``x`` of shape (n_samples, n_in).

    ``W`` has shape (n_in, n_out), ``b`` has shape (n_out,). With a ``mask`` of zeros and ones,
    shape (n_in, n_out), the layer is partly connected: z = x (W ∘ mask) + b, and cut connections
    neither act nor learn. A ``residual`` layer, with n_in = n_out, adds its input to its output:
    a = x + f(z).

    With ``layer_norm``, the sums s = x W + b are normalised in each sample by ``norm``, a
    ``LayerNorm``, which gives z. Without, ``norm`` is None, and z is s.

    ``init`` is a name from ``INITIALIZERS``, ``bias`` the initial value of every bias,
    ``seed`` a whole number or a ``numpy.random.Generator``: give each layer its own seed, or give
    all layers one generator. ``dtype`` is ``np.float64`` or ``np.float32``.

    Raises ValueError on unknown names, sizes below 1, a mask of another shape, a residual layer of
    two sizes and layer normalisation of a single unit.
    """

    def __init__(
        self,
        n_in,
        n_out,
        activation="identity",
        *,
        init="glorot_uniform",
        bias=0.0,
        mask=None,
        residual=False,
        layer_norm=False,
        seed=0,
        dtype=np.float64,
    ):
        self.n_in = checked_number(n_in, "n_in", least=1, whole=True)
        self.n_out = checked_number(n_out, "n_out", least=1, whole=True)
        self.activation = get_activation(activation)
        self.residual = _residual(residual, self.n_in, self.n_out)
        dtype = _float_type(dtype)
        initializer = lookup(INITIALIZERS, init, "initializer")
        W = initializer(random_generator(seed), self.n_in, self.n_out)
        b = np.full(self.n_out, checked_number(bias, "bias"))
        norm = ()
        if _layer_norm(layer_norm, self.n_out):
            norm = np.ones(self.n_out, dtype), np.zeros(self.n_out, dtype)
        self.place(as_numbers(W, "W", dtype), as_numbers(b, "bias", dtype), norm)
        self.mask = mask

    def place(self, W, b, norm=()):
        """Make these arrays the layer's own, not copies of them; ``norm`` is gain and shift."""
        self.dtype = W.dtype
        self._W = W
        self._b = b
        self.norm = LayerNorm(*norm) if norm else None

    @property
    def W(self):
        """The weights, shape (n_in, n_out). Assigning copies the numbers in."""
        return self._W

    @W.setter
    def W(self, values):
        self._W[...] = as_shape(values, "W", self._W.shape, self.dtype)

    @property
    def b(self):
        """The biases, shape (n_out,). Assigning copies the numbers in."""
        return self._b

    @b.setter
    def b(self, values):
        self._b[...] = as_shape(values, "b", self._b.shape, self.dtype)

    @property
    def arrays(self):
        """The arrays that the layer learns: W and b, and the gain and shift of a ``norm``."""
        if self.norm is None:
            return self._W, self._b
        return self._W, self._b, self.norm.gain, self.norm.shift

    @property
    def mask(self):
        """1 for each connection and 0 for each cut one, shape (n_in, n_out); None if all are there.

        Assign to change it.
        """
        return self._mask

    @mask.setter
    def mask(self, values):
        self._mask = None if values is None else _zeros_and_ones(values, self._W)

    @property
    def connections(self):
        """The weights of the connections that are there: W, or W ∘ mask."""
        if self._mask is None:
            return self._W
        return self._W * self._mask

    @property
    def n_weights(self):
        """The number of connections; each has one weight."""
        if self._mask is None:
            return self._W.size
        return int(self._mask.sum())

    def sums(self, x):
        """s = x W + b, of shape (n_samples, n_out)."""
        return x @ self.connections + self._b

    def forward(self, x):
        """z = x W + b and a = f(z), both of shape (n_samples, n_out).

        A ``norm`` turns the sums into z; a residual layer gives a = x + f(z).
        """
        z = self.sums(x)
        if self.norm is not None:
            z = self.norm.forward(z)
        a = self.activation.f(z)
        if self.residual:
            a = x + a
        return z, a

    def sum_gradient(self, x, delta):
        """dL/ds for the sums s, from delta = dL/dz: delta itself, unless there is a ``norm``."""
        if self.norm is None:
            return delta
        return self.norm.backward(self.sums(x), delta)[0]

    def backward(self, x, delta, dW, db, dnorm=()):
        """Write dL/dW = xᵀ ds and dL/db = Σ_samples ds into ``dW`` and ``db``; return ds = dL/ds.

        delta is dL/dz, of shape (n_samples, n_out), and so is ds, as long as there is no ``norm``.
        If there is one, its dL/dgain and dL/dshift are written into the arrays ``dnorm``.
        """
        ds = delta
        if self.norm is not None:
            ds, dnorm[0][...], dnorm[1][...] = self.norm.backward(self.sums(x), delta)
        np.matmul(x.T, ds, out=dW)
        if self._mask is not None:
            dW *= self._mask
        ds.sum(axis=0, out=db)
        return ds

    def input_gradient(self, ds, flow=None):
        """dL/dx = ds Wᵀ, shape (n_samples, n_in), for ds = dL/ds.

        A residual layer also passes on ``flow`` = dL/da unchanged: dL/dx = ds Wᵀ + flow.
        """
        gradient = ds @ self.connections.T
        if self.residual:
            gradient = gradient + flow
        return gradient

    def __repr__(self):
        parts = [f"{self.n_in} → {self.n_out}", self.activation.name]
        if self.residual:
            parts.append(say("is_residual"))
        if self.norm is not None:
            parts.append(say("is_normalised"))
        if self._mask is not None:
            parts.append(say("connected", n=self.n_weights, of=self._W.size))
        return f"Dense({', '.join(parts)})"


def _float_type(dtype):
    """``dtype`` as NumPy's float32 or float64; another type raises ValueError."""
    if dtype in (np.float32, np.float64, "float32", "float64", float):
        return np.dtype(dtype)
    raise ValueError(say("float_type", dtype=dtype))


def _residual(residual, n_in, n_out):
    """``residual`` as True or False; ValueError if the layer's sizes forbid it."""
    if not isinstance(residual, bool | np.bool) or (residual and n_in != n_out):
        raise ValueError(say("residual", residual=residual, n_in=n_in, n_out=n_out))
    return bool(residual)


def _layer_norm(layer_norm, n_out):
    """``layer_norm`` as True or False; ValueError for one unit, whose n would always be 0."""
    if not isinstance(layer_norm, bool | np.bool) or (layer_norm and n_out == 1):
        raise ValueError(say("layer_norm", layer_norm=layer_norm, n_out=n_out))
    return bool(layer_norm)


def _zeros_and_ones(mask, W):
    """``mask`` as a read-only array in the shape and type of ``W``; other values: ValueError."""
    mask = as_shape(mask, "mask", W.shape, W.dtype).copy()
    if not np.isin(mask, (0, 1)).all():
        raise ValueError(say("mask_values"))
    mask.flags.writeable = False
    return mask
