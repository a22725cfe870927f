"""Saving and loading networks: NumPy's .npz for the numbers, a line of JSON for the rest.

It uses no pickle, so a file from somebody else cannot run any code; and no compression, so a file
cannot take much more memory than it takes on the disk.
"""

import os
from contextlib import suppress
from io import BytesIO
from threading import get_ident

import numpy as np

from nnlib.activations import ACTIVATIONS
from nnlib.layers import Dense
from nnlib.losses import LOSSES
from nnlib.messages import say
from nnlib.network import Network
from nnlib.validate import registered_name


def save(network, path):
    """Write ``network`` to ``path``, with the ending .npz. Optimizers are not saved.

    An existing file is replaced only when the new one is complete: if the disk is full or saving is
    interrupted, the old file stays as it was.

    Raises ValueError for activations and losses that are not nnlib's own, and OSError if the file
    cannot be written.
    """
    layers = [
        dict(
            n_in=layer.n_in,
            n_out=layer.n_out,
            activation=registered_name(ACTIVATIONS, layer.activation),
            residual=layer.residual,
            layer_norm=layer.norm is not None,
        )
        for layer in network.layers
    ]
    import json  # here, since `import nnlib` should cost no more than NumPy

    loss = registered_name(LOSSES, network.loss_function)
    arrays = {"parameters": network.parameters}
    for i, layer in enumerate(network.layers):
        if layer.mask is not None:
            arrays[f"mask{i}"] = layer.mask
    description = json.dumps({"layers": layers, "loss": loss})
    _write(_npz(path), description=description, **arrays)


def _write(path, **arrays):
    """Write the arrays to a new file beside ``path``, then give it that name."""
    # Into memory first: NumPy 2.0 leaves its archive open when the disk is full, and Python then
    # prints a traceback of its own
    archive = BytesIO()
    np.savez(archive, **arrays)
    path = os.path.realpath(path)  # a link stays one
    beside = os.path.join(os.path.dirname(path), f".nnlib-{os.getpid()}-{get_ident()}.tmp")
    try:
        with open(beside, "wb") as file:
            file.write(archive.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:  # KeyboardInterrupt too
        with suppress(FileNotFoundError):
            os.remove(beside)
        raise


def load(path):
    """The network that was saved to ``path``, with or without its ending .npz.

    A file that holds no network raises ValueError, a missing file FileNotFoundError.
    """
    with open(_npz(path), "rb") as file:
        try:
            return _network(_arrays(file))
        except Exception:  # whatever may be wrong with a file, it holds no network
            raise ValueError(say("not_a_network", path=path)) from None


def _arrays(file):
    """The arrays of an opened .npz file, by name.

    The sizes that the file claims are compared with its size on the disk before it is read.
    """
    from zipfile import ZIP_STORED, ZipFile

    arrays = {}
    with ZipFile(file) as archive:
        members = archive.infolist()
        for member in members:
            if member.compress_type != ZIP_STORED or member.compress_size != member.file_size:
                raise ValueError
        if sum(member.file_size for member in members) > os.fstat(file.fileno()).st_size:
            raise ValueError
        for member in members:
            with archive.open(member) as opened:
                arrays[member.filename.removesuffix(".npy")] = _array(opened)
    return arrays


def _array(file):
    """The array in an opened .npy file, as ``np.savez`` writes it.

    The shape in its header is believed only if the bytes after it fill that shape.
    """
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError
    shape, is_fortran, dtype = np.lib.format.read_array_header_1_0(file)
    order = "F" if is_fortran else "C"
    return np.frombuffer(file.read(), dtype).reshape(shape, order=order)


def _network(arrays):
    """The network that was saved as these arrays; any exception if there is none in them."""
    import json

    description = json.loads(str(arrays["description"]))
    parameters = arrays["parameters"]
    layers = description["layers"]
    sizes = []
    for layer in layers:
        rows = layer["n_in"] + 1  # of W, and b
        if layer.get("layer_norm") is True:
            rows += 2  # gain and shift
        sizes.append((rows * layer["n_out"], layer["n_in"]))
    if min(map(min, sizes)) < 1 or parameters.size != sum(size for size, _ in sizes):
        raise ValueError  # before a false size takes all memory
    dense = [
        Dense(**layer, mask=arrays.get(f"mask{i}"), dtype=parameters.dtype.type)
        for i, layer in enumerate(layers)
    ]
    network = Network(dense, description["loss"])
    network.parameters = parameters
    return network


def _npz(path):
    path = os.fspath(path)
    return path if path.endswith(".npz") else path + ".npz"
