"""Saving and loading."""

import json
import pickle
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnlib import Dense, Network, load, save
from nnlib.activations import ACTIVATIONS, Activation
from tests.strategies import CUBE, HUGE, problems, refused

NO_NETWORK = r"does not hold a network that was written by nnlib\.save"
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def small():
    """A network with a mask."""
    mask = [[1, 0, 1], [1, 1, 1]]
    return Network([Dense(2, 3, "tanh", mask=mask, seed=1), Dense(3, 1, "sigmoid", seed=2)])


def assert_equal(back, network):
    assert repr(back) == repr(network) and back.dtype == network.dtype
    np.testing.assert_array_equal(back.parameters, network.parameters)
    np.testing.assert_array_equal(back.penalised_parameters(), network.penalised_parameters())


@one_folder
@given(problem=problems(), narrow=problems(dtype=np.float32))
def test_what_comes_back_predicts_and_learns_the_same(problem, narrow, tmp_path):
    for network, X, y in [problem, narrow]:
        save(network, tmp_path / "network.npz")
        back = load(tmp_path / "network.npz")
        assert_equal(back, network)
        np.testing.assert_array_equal(back.predict(X), network.predict(X))
        gradients = [n.backward(n.forward(X), y).vector for n in (network, back)]
        np.testing.assert_array_equal(*gradients)


@pytest.mark.parametrize("kind", [str, Path])
@pytest.mark.parametrize("saved", ["net", "net.npz", "net.v2"])
def test_the_ending_may_be_left_out(saved, kind, tmp_path):
    path = kind(tmp_path / saved)
    save(small(), path)
    (file,) = tmp_path.iterdir()
    assert file.name == saved.removesuffix(".npz") + ".npz"
    assert_equal(load(path), small())
    assert_equal(load(file), small())


def test_saving_again_replaces_the_file(tmp_path):
    save(Network([Dense(1, 1)]), tmp_path / "net")
    save(small(), tmp_path / "net")
    assert_equal(load(tmp_path / "net"), small())


def test_a_full_disk_leaves_the_old_file_whole(tmp_path):
    resource = pytest.importorskip("resource")  # not on Windows
    save(small(), tmp_path / "net")
    large = Network.from_sizes([200, 200, 1])
    _, most = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, most))  # a third of what it needs
    try:
        with pytest.raises(OSError):
            save(large, tmp_path / "net")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [file.name for file in tmp_path.iterdir()] == ["net.npz"]
    assert_equal(load(tmp_path / "net"), small())
    save(large, tmp_path / "net")
    assert_equal(load(tmp_path / "net"), large)


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_an_interruption_leaves_the_old_file_whole(moment, tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    save(small(), tmp_path / "net")
    monkeypatch.setattr(f"nnlib.saving.os.{moment}", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(Network([Dense(1, 1)]), tmp_path / "net")
    assert [file.name for file in tmp_path.iterdir()] == ["net.npz"]
    assert_equal(load(tmp_path / "net"), small())


def test_saving_through_a_link_keeps_the_link(tmp_path):
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target.npz"
    save(Network([Dense(1, 1)]), target)
    try:
        (tmp_path / "net.npz").symlink_to(target)
    except OSError:
        pytest.skip("links cannot be made here")
    save(small(), tmp_path / "net")
    assert (tmp_path / "net.npz").is_symlink()
    assert_equal(load(target), small())


@pytest.mark.parametrize(
    "activation", [CUBE, Activation("tanh", "a = 2 tanh(z)", *[ACTIVATIONS["relu"].f] * 2)]
)
def test_an_activation_of_your_own_is_not_saved(activation, tmp_path):
    with refused(f"{activation.name} is an activation or a loss of your own"):
        save(Network([Dense(2, 2, activation), Dense(2, 1)]), tmp_path / "own")
    assert not list(tmp_path.iterdir())


@one_folder
@given(
    content=st.binary(max_size=200),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00"]),
)
def test_bytes_of_any_kind_get_one_sentence(content, start, tmp_path):
    (tmp_path / "other.npz").write_bytes(start + content)
    with refused(NO_NETWORK):
        load(tmp_path / "other")


def test_a_file_cut_off_anywhere_gets_the_same_sentence(tmp_path):
    save(small(), tmp_path / "net")
    whole = (tmp_path / "net.npz").read_bytes()
    for end in range(0, len(whole), 7):
        (tmp_path / "net.npz").write_bytes(whole[:end])
        with refused(NO_NETWORK):
            load(tmp_path / "net")


@one_folder
@given(place=st.integers(0), damage=st.binary(min_size=1, max_size=4))
def test_a_damaged_file_gets_it_too_if_it_cannot_be_read(place, damage, tmp_path):
    save(small(), tmp_path / "net")
    content = bytearray((tmp_path / "net.npz").read_bytes())
    place %= len(content)
    content[place : place + len(damage)] = damage
    (tmp_path / "net.npz").write_bytes(content)
    try:
        assert repr(load(tmp_path / "net")).startswith("Network(2-3-1")
    except ValueError as error:
        assert NO_NETWORK.replace("\\", "") in str(error)


def layer(n_in, n_out, activation="tanh", **more):
    return dict(n_in=n_in, n_out=n_out, activation=activation, **more)


RIGHT = dict(
    description=dict(layers=[layer(2, 1)], loss="mean_squared_error"), parameters=[1.0, 2, 3]
)


def as_written(path, description, **arrays):
    """A file of the right form with any content."""
    if not isinstance(description, str):
        description = json.dumps(description)
    np.savez(path, description=description, **arrays)
    return path


def test_the_right_form_by_hand_is_read(tmp_path):
    back = load(as_written(tmp_path / "net.npz", **RIGHT))
    assert back.layers[0].W.tolist() == [[1], [2]] and back.layers[0].b == 3


@pytest.mark.parametrize(
    "layers",
    [
        [layer(3000, 3000)],
        [layer(10**9, 10**9)],
        [layer(HUGE, 1)],
        [layer(2000, 2000), layer(3 - 2001 * 2000 - 1, 1)],  # in sum as many as there are
        [layer(-2, -3)],
        [layer(-4, -1)],
        [layer(2.0, 1)],
        [layer("2", 1)],
        [layer(None, 1)],
        [layer(2, 1), layer(3, 0)],
        [layer(2, 1, "rlu")],
        [layer(2, 1, None)],
        [layer(2, 1, wings=2)],
        [layer(2, 1, layer_norm=True)],
        [layer(2, 1, layer_norm="yes")],
        [[2, 1]],
        [{}],
        [],
        {},
        3,
        None,
    ],
    ids=lambda layers: str(layers)[:60],
)
def test_false_layers_get_it_before_they_take_memory(layers, tmp_path):
    description = dict(RIGHT["description"], layers=layers)
    path = as_written(tmp_path / "net.npz", **RIGHT | dict(description=description))
    assert peak_of_refusing(path) < 2e6


def peak_of_refusing(path):
    """The most memory, in bytes, that ``load`` takes until it refuses the file."""
    tracemalloc.start()
    try:
        with refused(NO_NETWORK):
            load(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


LARGE = dict(layers=[layer(2000, 1000)], loss="mean_squared_error")  # 16 MB of parameters


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_unfolds_is_refused_before_it_does(compression, tmp_path):
    whole = as_written(tmp_path / "whole.npz", LARGE, parameters=np.zeros(2001 * 1000))
    bomb = tmp_path / "bomb.npz"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bomb, "w", compression) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    assert repr(load(whole)).startswith("Network(2000-1000")
    assert bomb.stat().st_size < 100_000
    assert peak_of_refusing(bomb) < 2e6


def test_a_header_that_promises_more_than_follows_is_refused_before_memory_is_taken(tmp_path):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (2001000,), }"
    header += b" " * (127 - 10 - len(header)) + b"\n"
    promise = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    path = as_written(tmp_path / "net.npz", LARGE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("parameters.npy", promise + bytes(80))
    assert peak_of_refusing(path) < 2e6
    path.write_bytes(promise + bytes(80))  # an array alone, in no archive
    assert peak_of_refusing(path) < 2e6


def test_a_file_that_lies_about_the_size_of_a_part_is_refused(tmp_path):
    path = as_written(tmp_path / "net.npz", **RIGHT)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("parameters.npy").file_size
    content = path.read_bytes()
    directory = content.index(b"PK\x01\x02", content.index(b"parameters.npy"))
    for new in [(100_000_000).to_bytes(4, "little"), (0).to_bytes(4, "little")]:
        told = content[directory:].replace(size.to_bytes(4, "little"), new)
        path.write_bytes(content[:directory] + told)
        assert path.read_bytes() != content
        assert peak_of_refusing(path) < 2e6


@pytest.mark.parametrize(
    "false",
    [
        dict(description="not JSON"),
        dict(description="[" * 10_000),
        dict(description=[1, 2]),
        dict(description=dict(layers=[layer(2, 1)])),
        dict(description=dict(layers=[layer(2, 1)], loss="mse")),
        dict(parameters=[1.0, 2.0]),
        dict(parameters=[1.0, 2.0, np.nan]),
        dict(parameters=[1, 2, 3]),
        dict(parameters=["1", "2", "3"]),
        dict(parameters=[[1.0, 2.0, 3.0]]),
        dict(mask0=[[1, 0]]),
        dict(mask0=[[2], [1]]),
    ],
    ids=str,
)
def test_other_false_contents_get_the_same_sentence(false, tmp_path):
    with refused(NO_NETWORK):
        load(as_written(tmp_path / "net.npz", **RIGHT | false))


class Trap:
    """What writes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_a_pickle_is_never_opened(tmp_path):
    trap = Trap(tmp_path / "sprung")
    parameters = np.array([trap], dtype=object)
    np.savez(tmp_path / "a.npz", **RIGHT | dict(parameters=parameters))
    np.savez(tmp_path / "b.npz", **RIGHT | dict(description=parameters))
    (tmp_path / "c.npz").write_bytes(pickle.dumps(trap))
    for name in "abc":
        with refused(NO_NETWORK):
            load(tmp_path / name)
    assert not trap.path.exists()


def test_archives_of_other_things_get_the_same_sentence(tmp_path):
    np.savez(tmp_path / "other.npz", parameters=np.zeros(3))
    with zipfile.ZipFile(tmp_path / "texts.npz", "w") as archive:
        archive.writestr("description", "{}")
        archive.writestr("parameters.npy", "not an array")
    for name in ["other", "texts"]:
        with refused(NO_NETWORK):
            load(tmp_path / name)


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.npz")
