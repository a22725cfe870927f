"""Saving and loading."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from nnlib import load, save
from tests.strategies import problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(problem=problems(), narrow=problems(dtype=np.float32))
def test_what_comes_back_predicts_and_learns_the_same(problem, narrow, tmp_path):
    for network, X, y in [problem, narrow]:
        save(network, tmp_path / "network.npz")
        back = load(tmp_path / "network.npz")
        assert repr(back) == repr(network)
        assert back.dtype == network.dtype
        np.testing.assert_array_equal(back.predict(X), network.predict(X))
        gradients = [n.backward(n.forward(X), y).vector for n in (network, back)]
        np.testing.assert_array_equal(*gradients)


@pytest.mark.parametrize("content", [b"", b"not a network", b"PK\x03\x04 cut off"])
def test_another_file_gets_one_sentence(content, tmp_path):
    (tmp_path / "other.npz").write_bytes(content)
    with pytest.raises(ValueError, match="does not hold a network"):
        load(tmp_path / "other.npz")


def test_an_archive_of_other_things_gets_the_same_sentence(tmp_path):
    np.savez(tmp_path / "other.npz", parameters=np.zeros(3))
    with pytest.raises(ValueError, match="does not hold a network"):
        load(tmp_path / "other.npz")


def test_a_pickle_is_never_opened(tmp_path):
    np.savez(
        tmp_path / "evil.npz", description=np.array([print], dtype=object), parameters=np.zeros(3)
    )
    with pytest.raises(ValueError, match="does not hold a network"):
        load(tmp_path / "evil.npz")


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.npz")
