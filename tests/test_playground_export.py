"""Networks from the playground as programs: each is run, and predicts what the playground shows."""

import json
import subprocess
import sys

import numpy as np
import pytest

from nncourse.playground import data
from nncourse.playground.export import as_json, as_numpy
from nncourse.playground.export_frameworks import EXPORTS, as_keras, as_torch
from nncourse.playground.run import Run
from nncourse.playground.setup import Live, Setup

SETUPS = [
    Setup(),
    Setup(
        data="three spirals",
        features=("x1", "x2²", "sin x1"),
        units=(3, 4, 2),
        activations=("relu", "gelu_tanh", "leaky_relu"),
    ),
    Setup(data="gaussian", features=tuple(data.FEATURES), units=(), activations=()),
    Setup(
        data="xor",
        loss="squared error",
        features=("x1·x2",),
        units=(2, 1),
        activations=("sigmoid", "identity"),
    ),
]
X1, X2 = np.meshgrid(np.linspace(-6, 6, 5), np.linspace(-5, 7, 4))


def trained(setup):
    """A run after three epochs, and what it predicts."""
    run = Run(setup, lambda epoch: Live())
    run.go(3)
    features = data.features(np.column_stack([X1.ravel(), X2.ravel()]), setup.features)
    y_hat = run.network.predict(features)
    return run, y_hat.reshape(*X1.shape, -1) if y_hat.shape[1] > 1 else y_hat.reshape(X1.shape)


def predicted(program, tmp_path):
    """What a program says, run by itself."""
    path = tmp_path / "program.py"
    ask = "\nimport json, numpy as np\n" + (
        "x1, x2 = np.meshgrid(np.linspace(-6, 6, 5), np.linspace(-5, 7, 4))\n"
        "print('RESULT', json.dumps(predict(x1, x2).tolist()))\n"
    )
    path.write_text(program + ask, encoding="utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return np.array(json.loads(done.stdout.partition("RESULT ")[2]))


@pytest.mark.parametrize("setup", SETUPS)
def test_the_numpy_program_predicts_the_same(setup, tmp_path):
    run, wanted = trained(setup)
    np.testing.assert_allclose(predicted(as_numpy(run), tmp_path), wanted, atol=1e-12)


@pytest.mark.frameworks
@pytest.mark.parametrize(
    "setup", [*SETUPS[:1], *(pytest.param(setup, marks=pytest.mark.slow) for setup in SETUPS[1:])]
)
@pytest.mark.parametrize("write", [as_keras, as_torch])
def test_the_programs_for_keras_and_pytorch_predict_the_same(setup, write, tmp_path):
    run, wanted = trained(setup)
    np.testing.assert_allclose(predicted(write(run), tmp_path), wanted, atol=1e-12)


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("setup", SETUPS)
def test_every_export_is_written_without_its_framework(name, setup):
    run, _ = trained(setup)
    text = EXPORTS[name](run)
    if name == "weights (JSON)":
        assert json.loads(text)["layers"]
    else:
        compile(text, name, "exec")
        assert "def predict(x1, x2):" in text


def test_the_weights_are_all_in_the_json():
    run, _ = trained(SETUPS[1])
    made = json.loads(as_json(run))
    assert made["features"] == ["x1", "x2²", "sin x1"]
    flat = np.concatenate([np.append(np.ravel(layer["W"]), layer["b"]) for layer in made["layers"]])
    np.testing.assert_array_equal(flat, run.network.parameters)
