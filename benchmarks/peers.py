"""The same training in nnlib and in its peers.

Each function takes a network (tanh, then one sigmoid unit), whose weights it copies, and X and y.
It returns ``run(epochs)``, which continues the training and returns the loss of the last step.
Without ``batch_size``, an epoch is one step. Except in scikit-learn, the loss comes from logits.
"""

import warnings
from copy import deepcopy

import numpy as np

from nnlib import SGD, train
from nnlib.activations import sigmoid

RATE = 0.1


def nnlib(network, X, y, batch_size=None):
    """Train with `nnlib.train`, with all its checks, and a Step yielded for each update."""
    network = deepcopy(network)
    optimizer = SGD(RATE)

    def run(epochs):
        for step in train(network, X, y, optimizer, epochs=epochs, batch_size=batch_size):
            loss = step.loss
        return loss

    return run


def bare(network, X, y):
    """Train with chapter 07's loop, in NumPy alone, without checks, on the full batch.

    As in nnlib, the sigmoid cannot overflow, and the loss comes from logits; the chapter's own loop
    runs another forward step for its loss.
    """
    layers = [(layer.W.copy(), layer.b.copy()) for layer in network.layers]
    y = y[:, None]

    def step():
        a = [X]
        for W, b in layers[:-1]:
            a.append(np.tanh(a[-1] @ W + b))
        W, b = layers[-1]
        z = a[-1] @ W + b
        loss = (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).sum() / len(X)
        delta = (sigmoid(z) - y) / len(X)
        gradients = []
        for i in reversed(range(len(layers))):
            gradients.append((a[i].T @ delta, delta.sum(axis=0)))
            if i > 0:
                delta = (delta @ layers[i][0].T) * (1 - a[i] * a[i])
        for (W, b), (dW, db) in zip(layers, reversed(gradients), strict=True):
            W -= RATE * dW
            b -= RATE * db
        return float(loss)

    def run(epochs):
        for _ in range(epochs):
            loss = step()
        return loss

    return run


def pytorch(network, X, y, batch_size=None, dtype="float32"):
    """Train with the loop of PyTorch's tutorials; batches are slices, faster than a DataLoader."""
    import torch

    torch.set_num_threads(1)
    model = _torch_model(torch, network, getattr(torch, dtype))
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    loss_function = torch.nn.BCEWithLogitsLoss()
    X, y = (torch.tensor(array, dtype=getattr(torch, dtype)) for array in (X, y[:, None]))

    def step(X, y):
        optimizer.zero_grad()
        loss = loss_function(model(X), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    def run(epochs):
        for _ in range(epochs):
            if batch_size is None:
                loss = step(X, y)
            else:
                rows = torch.randperm(len(X))
                for batch in zip(X[rows].split(batch_size), y[rows].split(batch_size), strict=True):
                    loss = step(*batch)
        return loss

    return run


def _torch_model(torch, network, dtype):
    """A PyTorch model, Linear, Tanh, Linear, ..., Linear, with the weights of ``network``."""
    parts = []
    for layer in network.layers:
        linear = torch.nn.Linear(layer.n_in, layer.n_out, dtype=dtype)
        linear.weight.data[:] = torch.tensor(layer.W.T)
        linear.bias.data[:] = torch.tensor(layer.b)
        parts += [linear, torch.nn.Tanh()]
    return torch.nn.Sequential(*parts[:-1])


def scikit_learn(network, X, y, batch_size=None):
    """Train with warm-started `MLPClassifier.fit`, in float64, shuffling batches as nnlib does."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        network.sizes[1:-1],
        "tanh",
        solver="sgd",
        alpha=0,
        batch_size=batch_size or len(X),
        learning_rate_init=RATE,
        max_iter=1,
        shuffle=batch_size is not None,
        warm_start=True,
        momentum=0,
        n_iter_no_change=10**9,
    )

    def run(epochs):
        model.max_iter = epochs
        with warnings.catch_warnings(action="ignore"):  # that it has not converged
            model.fit(X, y)
        return model.loss_

    run(1)
    model.coefs_ = [layer.W.copy() for layer in network.layers]
    model.intercepts_ = [layer.b.copy() for layer in network.layers]
    return run


def keras(network, X, y):
    """Train with Keras on TensorFlow: `train_on_batch` on the full batch, in float32."""
    import keras

    dense = keras.layers.Dense
    hidden = [dense(n, "tanh") for n in network.sizes[1:-1]]
    model = keras.Sequential([keras.Input((network.sizes[0],)), *hidden, dense(1)])
    model.set_weights([part for layer in network.layers for part in (layer.W, layer.b)])
    loss_function = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss=loss_function)
    X, y = np.float32(X), np.float32(y)[:, None]

    def run(epochs):
        for _ in range(epochs - 1):
            model.train_on_batch(X, y)
        model.reset_metrics()  # else the result is the mean over all steps so far
        return float(model.train_on_batch(X, y))

    return run
