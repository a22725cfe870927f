"""A trained network as a program in Keras or PyTorch; ``export`` describes these programs."""

from nncourse.playground.export import POINTS, as_json, as_numpy, end, squeezed, start, weights

KERAS = {
    "identity": '"linear"',
    "sigmoid": '"sigmoid"',
    "tanh": '"tanh"',
    "relu": '"relu"',
    "leaky_relu": "lambda z: keras.ops.leaky_relu(z, 0.01)",
    "gelu_tanh": "lambda z: keras.ops.gelu(z, approximate=True)",
    "softmax": '"softmax"',
}
TORCH = {
    "identity": "nn.Identity()",
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU(0.01)",
    "gelu_tanh": 'nn.GELU(approximate="tanh")',
    "softmax": "nn.Softmax(dim=-1)",
}


def as_keras(run):
    """A program with a Keras model, in float64, so that it agrees in nearly all digits."""
    network = run.network
    layers = [
        f"    keras.layers.Dense({layer.n_out}, activation={KERAS[layer.activation.name]}),"
        for layer in network.layers
    ]
    model = [
        "model = keras.Sequential([",
        f"    keras.Input(shape=({network.sizes[0]},)),",
        *layers,
        "])",
    ]
    output = f"np.asarray(model({POINTS}.reshape(-1, n)))"
    return "\n".join(
        [
            *start(
                [
                    "import keras",
                    "import numpy as np",
                    "",
                    'keras.config.set_dtype_policy("float64")',
                ],
                run,
            ),
            *weights(network),
            *model,
            "model.set_weights(weights)",
            f"n = {network.sizes[0]}",
            *end(
                [
                    f"    a = {output}",
                    "    a = a.reshape(*np.shape(x1), -1)",
                    f"    return {squeezed(network, 'a')}",
                ]
            ),
            "",
        ]
    )


def as_torch(run):
    """A program with a PyTorch model, in float64, so that it agrees in nearly all digits."""
    network = run.network
    parts = [
        f"    nn.Linear({layer.n_in}, {layer.n_out}, dtype=torch.float64), "
        f"{TORCH[layer.activation.name]},"
        for layer in network.layers
    ]
    fill = [
        "linear = [part for part in model if isinstance(part, nn.Linear)]",
        "for part, W, b in zip(linear, weights[::2], weights[1::2]):",
        "    part.weight.data = torch.tensor(W.T)",
        "    part.bias.data = torch.tensor(b)",
    ]
    return "\n".join(
        [
            *start(["import numpy as np", "import torch", "from torch import nn"], run),
            *weights(network),
            "model = nn.Sequential(",
            *parts,
            ")",
            *fill,
            *end(
                [
                    "    with torch.no_grad():",
                    f"        a = model(torch.tensor({POINTS}))",
                    f"    return {squeezed(network, 'a')}.numpy()",
                ]
            ),
            "",
        ]
    )


EXPORTS = {"NumPy": as_numpy, "Keras": as_keras, "PyTorch": as_torch, "weights (JSON)": as_json}
