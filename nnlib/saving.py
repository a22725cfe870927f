"""Networks in files: NumPy's .npz for the numbers, and a line of JSON for the rest.

No pickle, so a file that somebody sends cannot run anything.
"""

import os

import numpy as np

from nnlib.activations import ACTIVATIONS
from nnlib.layers import Dense
from nnlib.losses import LOSSES
from nnlib.messages import say
from nnlib.network import Network
from nnlib.validate import registered_name


def save(network, path):
    """Write ``network`` to ``path``, which gets the ending .npz. Optimizers are not kept.

    Raises ValueError for activations and losses that are not nnlib's own.
    """
    layers = [
        dict(
            n_in=layer.n_in,
            n_out=layer.n_out,
            activation=registered_name(ACTIVATIONS, layer.activation),
            residual=layer.residual,
        )
        for layer in network.layers
    ]
    import json  # here, since `import nnlib` should cost no more than NumPy

    loss = registered_name(LOSSES, network.loss_function)
    masks = {f"mask{i}": m for i, m in enumerate(x.mask for x in network.layers) if m is not None}
    description = json.dumps({"layers": layers, "loss": loss})
    np.savez(_npz(path), description=description, parameters=network.parameters, **masks)


def load(path):
    """The network that was saved to ``path``, with or without its ending .npz.

    A file that holds none raises ValueError; a missing one FileNotFoundError.
    """
    with open(_npz(path), "rb") as opened:
        try:
            return _read(np.load(opened, allow_pickle=False))
        except Exception:  # whatever may be wrong with a file, it holds no network
            raise ValueError(say("not_a_network", path=path)) from None


def _read(file):
    import json

    description, parameters = json.loads(str(file["description"])), file["parameters"]
    layers = description["layers"]
    sizes = [((layer["n_in"] + 1) * layer["n_out"], layer["n_in"]) for layer in layers]
    if min(map(min, sizes)) < 1 or parameters.size != sum(size for size, _ in sizes):
        raise ValueError  # before a false size takes all memory
    masks = [file.get(f"mask{i}") for i in range(len(layers))]
    dense = [
        Dense(**layer, mask=mask, dtype=parameters.dtype.type)
        for layer, mask in zip(layers, masks, strict=True)
    ]
    network = Network(dense, description["loss"])
    network.parameters = parameters
    return network


def _npz(path):
    path = os.fspath(path)
    return path if path.endswith(".npz") else path + ".npz"
