"""A hundred steps in Keras, PyTorch and scikit-learn, from nnlib's weights, on its batches.

Each function takes ``start``, an nnlib network of 30-64-64-1 units; the batches, (X, y) with y of
shape (n, 1), in the precision to train in; the optimizer, "SGD", "momentum" or "Adam"; and its
rates, as in nncourse.explorers.parity. It returns the loss before each step.
"""

import warnings


def train_keras(start, batches, optimizer, rates):
    """Train in Keras, by ``train_on_batch``."""
    import keras

    set_precision(keras, start.dtype.name)
    dense = keras.layers.Dense
    o = keras.optimizers
    hidden = [dense(64, activation="relu"), dense(64, activation="relu")]
    model = keras.Sequential([keras.Input(shape=(30,)), *hidden, dense(1, activation="sigmoid")])
    model.set_weights([array for layer in start.layers for array in (layer.W, layer.b)])
    betas = dict(beta_1=rates["beta1"], beta_2=rates["beta2"], epsilon=rates["epsilon"])
    chosen = {
        "SGD": lambda: o.SGD(rates["sgd"]),
        "momentum": lambda: o.SGD(rates["sgd"], momentum=rates["momentum"]),
        "Adam": lambda: o.Adam(rates["adam"], **betas),
    }[optimizer]()
    model.compile(optimizer=chosen, loss="binary_crossentropy")
    losses = []
    for X, y in batches:
        losses.append(float(model.train_on_batch(X, y)))
        model.reset_metrics()  # else the next loss is a mean over all steps so far
    set_precision(keras, "float32")
    return losses


def set_precision(keras, name):
    """Set Keras's precision: ``floatx`` for the optimizers' rates, and the policy for layers."""
    keras.config.set_floatx(name)
    keras.config.set_dtype_policy(name)


def train_torch(start, batches, optimizer, rates):
    """Train in PyTorch, by the usual loop."""
    import torch
    from torch import nn

    torch.set_num_threads(1)  # for small arrays, threads would only wait for each other
    net = nn.Sequential(
        *(nn.Linear(30, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()),
        *(nn.Linear(64, 1), nn.Sigmoid()),
    ).to(getattr(torch, start.dtype.name))
    with torch.no_grad():
        for linear, layer in zip(net[::2], start.layers, strict=True):
            linear.weight.copy_(torch.tensor(layer.W.T.copy()))
            linear.bias.copy_(torch.tensor(layer.b))
    o = torch.optim
    w = net.parameters()
    loss_of = nn.BCELoss()
    losses = []
    betas = rates["beta1"], rates["beta2"]
    chosen = {
        "SGD": lambda: o.SGD(w, lr=rates["sgd"]),
        "momentum": lambda: o.SGD(w, lr=rates["sgd"], momentum=rates["momentum"]),
        "Adam": lambda: o.Adam(w, lr=rates["adam"], betas=betas, eps=rates["epsilon"]),
    }[optimizer]()
    for X, y in batches:
        loss = loss_of(net(torch.tensor(X)), torch.tensor(y))
        chosen.zero_grad()
        loss.backward()
        chosen.step()
        losses.append(loss.item())
    return losses


def train_sklearn(start, batches, optimizer, rates):
    """Train in scikit-learn, by ``partial_fit``, a step per call. The first ``fit`` makes weights,
    which are overwritten; the second, with warm_start, keeps them and makes a new optimizer.
    """
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        (64, 64),
        solver="adam" if optimizer == "Adam" else "sgd",
        learning_rate_init=rates["adam" if optimizer == "Adam" else "sgd"],
        momentum=rates["momentum"] if optimizer == "momentum" else 0,
        nesterovs_momentum=False,
        **{f"beta_{i}": rates[f"beta{i}"] for i in (1, 2)},
        epsilon=rates["epsilon"],
        alpha=0,
        shuffle=False,
        max_iter=1,
        warm_start=True,
    )
    (X, y), *others = [(X, y[:, 0].astype(int)) for X, y in batches]
    with warnings.catch_warnings(action="ignore"):  # that one step is not enough
        model.fit(X, y)
        for layer, W, b in zip(start.layers, model.coefs_, model.intercepts_, strict=True):
            W[...] = layer.W
            b[...] = layer.b
        model.fit(X, y)
    losses = [model.loss_]
    model.set_params(warm_start=False)  # else a batch that lacks a class is refused
    for X, y in others:
        losses.append(model.partial_fit(X, y).loss_)
    return losses


TRAIN = {"keras": train_keras, "torch": train_torch, "sklearn": train_sklearn}
