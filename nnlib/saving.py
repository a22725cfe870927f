"""Networks in files: NumPy's .npz with the numbers, and a line of JSON for the rest. No pickle, so
nothing can run.
"""

import json
import zipfile

import numpy as np

from nnlib.layers import Dense
from nnlib.messages import say
from nnlib.network import Network


def save(network, path):
    """Write ``network`` to ``path``; NumPy adds .npz if it is missing. The optimizer's memory is
    not kept.
    """
    layers = [
        dict(n_in=layer.n_in, n_out=layer.n_out, activation=layer.activation.name)
        for layer in network.layers
    ]
    description = json.dumps({"layers": layers, "loss": network.loss_function.name})
    masks = {
        f"mask{i}": layer.mask for i, layer in enumerate(network.layers) if layer.mask is not None
    }
    np.savez(path, description=description, parameters=network.parameters, **masks)


def load(path):
    """The network saved in ``path``. A file that holds none raises ValueError; a missing one
    FileNotFoundError.
    """
    try:
        with open(path, "rb") as opened, np.load(opened, allow_pickle=False) as file:
            description = json.loads(str(file["description"]))
            layers = [
                Dense(**layer, mask=file.get(f"mask{i}"), dtype=file["parameters"].dtype)
                for i, layer in enumerate(description["layers"])
            ]
            network = Network(layers, description["loss"])
            network.parameters = file["parameters"]
            return network
    except (ValueError, KeyError, TypeError, EOFError, AttributeError, zipfile.BadZipFile):
        raise ValueError(say("not_a_network", path=path)) from None
