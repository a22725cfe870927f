"""A trained network as a program in NumPy, Keras or PyTorch with the same predictions.

Each program defines ``predict(x1, x2)`` for arrays of the same shape, which returns the numbers
that the playground shows: one per point, or a probability per class. Its inputs are in the numbers
of the points' file. Tests run all programs.
"""

import json

import numpy as np

FEATURE_CODE = {
    "x1": "x1",
    "x2": "x2",
    "x1²": "x1**2",
    "x2²": "x2**2",
    "x1·x2": "x1 * x2",
    "sin x1": "np.sin(x1)",
    "sin x2": "np.sin(x2)",
}
NUMPY = {
    "identity": "lambda z: z",
    "sigmoid": "lambda z: 1 / (1 + np.exp(-z))",
    "tanh": "np.tanh",
    "relu": "lambda z: np.maximum(0, z)",
    "leaky_relu": "lambda z: np.maximum(0.01 * z, z)",
    "gelu_tanh": "lambda z: z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))",
    "softmax": "lambda z: np.exp(z - z.max(-1, keepdims=True))"
    " / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)",
}
POINTS = "features(np.asarray(x1, float), np.asarray(x2, float))"


def _numbers(array):
    """An array as program text, with all its digits."""
    return np.array2string(
        array, separator=", ", threshold=10**6, floatmode="unique", max_line_width=88
    )


def start(imports, run):
    """The first lines of a program: its imports, its inputs and classes, and ``features``."""
    columns = ", ".join(FEATURE_CODE[name] for name in run.setup.features)
    return [
        *imports,
        "",
        *_about(run),
        "",
        "def features(x1, x2):",
        *_placing(run.columns),
        f"    return np.stack([{columns}], axis=-1)",
        "",
    ]


def _about(run):
    """The lines that name the inputs and the classes, if the points came from a file."""
    if not run.columns.labels:
        return [""]
    return [
        f"inputs = {list(run.columns.names)!r}  # x1 and x2, in the numbers of the file",
        f"classes = {list(run.class_names)!r}",
        "",
    ]


def _placing(columns):
    """The lines that place the file's numbers on the plane where the network learned."""
    lines = []
    for j, name in enumerate(("x1", "x2")):
        if columns.scaled[j]:
            lines.append(f"    {name} = ({name} - {columns.shifts[j]!r}) / {columns.scales[j]!r}")
    return lines


def weights(network):
    """The lines with each layer's W and b, one after the other."""
    lines = ["weights = ["]
    for layer in network.layers:
        lines += [f"    np.array({_numbers(layer.W)}),", f"    np.array({_numbers(layer.b)}),"]
    return [*lines, "]"]


def end(last):
    """The last lines of a program, from ``predict`` on; ``last`` is its body."""
    return ["", "", "def predict(x1, x2):", *last]


def squeezed(network, what):
    """``what`` without its last axis, if the network has a single output."""
    return f"{what}[..., 0]" if network.sizes[-1] == 1 else what


def as_numpy(run):
    """A program that needs NumPy alone."""
    network = run.network
    activations = ", ".join(NUMPY[layer.activation.name] for layer in network.layers)
    return "\n".join(
        [
            *start(["import numpy as np"], run),
            *weights(network),
            f"activations = [{activations}]",
            *end(
                [
                    f"    a = {POINTS}",
                    "    for W, b, f in zip(weights[::2], weights[1::2], activations):",
                    "        a = f(a @ W + b)",
                    f"    return {squeezed(network, 'a')}",
                ]
            ),
            "",
        ]
    )


def as_json(run):
    """The weights and all that is needed to use them, as JSON: input = (number - shift) / scale."""
    columns = run.columns
    rows = zip(columns.names, columns.shifts, columns.scales, strict=True)
    layers = [
        dict(activation=layer.activation.name, W=layer.W.tolist(), b=layer.b.tolist())
        for layer in run.network.layers
    ]
    made = dict(
        inputs=[dict(name=name, shift=shift, scale=scale) for name, shift, scale in rows],
        features=list(run.setup.features),
        classes=list(run.class_names),
        layers=layers,
    )
    return json.dumps(made, indent=1, ensure_ascii=False)
