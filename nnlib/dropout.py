"""Dropout: activations that are set to 0 at random while a network trains."""


def dropout_mask(a, dropout, rng):
    """For each element of ``a``: 0 with probability p = ``dropout``, else 1 / (1 - p).

    So the mean of mask ∘ a is a (*inverted* dropout, as in PyTorch and Keras), and weights need no
    scaling after training. Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, "Dropout",
    JMLR 15 (2014), 1929-1958, scale the weights instead.
    """
    return (rng.random(a.shape) >= dropout).astype(a.dtype) / (1 - dropout)
