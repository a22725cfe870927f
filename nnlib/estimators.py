"""A network as a scikit-learn estimator, for its pipelines, its grid searches, and
``mglearn.plots``.

The only file of nnlib that needs scikit-learn; ``import nnlib`` does not load it.
"""

import warnings

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from nnlib.network import Network
from nnlib.optimizers import get_optimizer
from nnlib.training import train


class _NetworkEstimator(BaseEstimator):
    """The parameters and the training that classifier and regressor have in common.

    ``hidden_layer_sizes``, ``alpha`` and ``random_state`` have the names that they have in
    ``MLPClassifier``, but ``alpha`` is our l2, loss + alpha/2 Σw², which scikit-learn divides by
    the size of the batch. ``activation`` is a name from ``ACTIVATIONS``, ``optimizer`` one from
    ``OPTIMIZERS``, ``init`` one from ``INITIALIZERS``; ``learning_rate``, ``epochs`` and
    ``batch_size`` are as in ``train``. A fit that diverges warns with the sentence that says why
    (``ConvergenceWarning``).
    """

    def __init__(
        self,
        hidden_layer_sizes=(10,),
        activation="tanh",
        *,
        optimizer="adam",
        learning_rate=0.01,
        epochs=200,
        batch_size=32,
        alpha=0.0,
        init="glorot_uniform",
        random_state=None,
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.epochs = epochs
        self.batch_size = batch_size
        self.alpha = alpha
        self.init = init
        self.random_state = random_state

    def _train(self, X, y, n_outputs, output):
        seed = int(check_random_state(self.random_state).randint(2**31))
        sizes = [X.shape[1], *np.atleast_1d(self.hidden_layer_sizes).tolist(), n_outputs]
        self.network_ = Network.from_sizes(
            sizes, self.activation, output, init=self.init, seed=seed
        )
        optimizer = get_optimizer(self.optimizer, self.learning_rate)
        options = dict(epochs=self.epochs, batch_size=self.batch_size, seed=seed, l2=self.alpha)
        steps = list(train(self.network_, X, y, optimizer, **options))
        self.loss_curve_ = [step.loss + step.penalty for step in steps]
        self.n_iter_ = steps[-1].epoch + 1 if steps else 0
        if steps and steps[-1].stopped:
            warnings.warn(steps[-1].reason, ConvergenceWarning, stacklevel=3)
        return self

    def _outputs(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        return self.network_.predict(X)


class NetworkClassifier(ClassifierMixin, _NetworkEstimator):
    """A network for two or more classes: sigmoid and binary cross-entropy, or softmax and
    categorical cross-entropy.

    After ``fit``: ``network_`` (the ``Network``), ``classes_``, ``loss_curve_`` (loss with penalty,
    each step), ``n_iter_`` (epochs). Raises ValueError, in a sentence, on data or parameters that
    it cannot use.
    """

    def fit(self, X, y):
        """Train on ``X`` (n_samples, n_features) and labels ``y`` (n_samples,) of any kind; returns
        the estimator.
        """
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) > 2:
            return self._train(X, labels, len(self.classes_), "softmax")
        return self._train(X, labels, 1, "sigmoid")

    def predict_proba(self, X):
        """The probability of each class, shape (n_samples, n_classes)."""
        p = self._outputs(X)
        if len(self.classes_) == 1:
            return np.ones_like(p)
        return p if len(self.classes_) > 2 else np.hstack([1 - p, p])

    def predict(self, X):
        """The likeliest class, shape (n_samples,)."""
        p = self.predict_proba(X)
        return self.classes_[p.argmax(axis=1)]


class NetworkRegressor(RegressorMixin, _NetworkEstimator):
    """A network for one or more numbers: identity output and mean squared error.

    After ``fit``: ``network_``, ``loss_curve_``, ``n_iter_``, as in ``NetworkClassifier``.
    """

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    def fit(self, X, y):
        """Train on ``X`` (n_samples, n_features), ``y`` (n_samples,) or (n_samples, n_outputs)."""
        X, y = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True)
        self._is_flat = y.ndim == 1
        return self._train(X, y, 1 if y.ndim == 1 else y.shape[1], "identity")

    def predict(self, X):
        """The predicted numbers, in the shape that ``y`` had."""
        y_hat = self._outputs(X)
        return y_hat[:, 0] if self._is_flat else y_hat
