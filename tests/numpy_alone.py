"""A script: nnlib on NumPy alone. Every other module that Python does not bring is refused."""

import sys
from importlib import import_module
from pkgutil import iter_modules

ALLOWED = {"nnlib", "numpy", *sys.stdlib_module_names}


class Refuse:
    """Refuses to find a module that is not allowed."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] not in ALLOWED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def refused(name):
    """The module that is missing when ``name`` is imported."""
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        return error.name
    return None


sys.meta_path.insert(0, Refuse)
for name in ["sklearn", "matplotlib", "scipy", "ipywidgets", "nncourse"]:
    assert refused(name) == name

import nnlib  # noqa: E402

names = {part.name for part in iter_modules(nnlib.__path__)} - {"estimators"}
modules = {name: import_module(f"nnlib.{name}") for name in names}
assert refused("nnlib.estimators") == "sklearn"

for name in modules["datasets"].DATASETS:
    X, y = modules["datasets"].load(name)
    assert len(X) == len(y)

X, y = nnlib.datasets.moons()
network = nnlib.Network.from_sizes([2, 10, 1], seed=0)
first, *_, last = nnlib.train(network, X, y, nnlib.Adam(0.05), dropout=0.1, validation=0.2)
assert last.loss < first.loss
assert nnlib.check_gradient(network, X, y) < 1e-6
assert modules["inspection"].permutation_importance(network, X, y).shape == (2,)

path = sys.argv[1]
nnlib.save(network, path)
assert (nnlib.load(path).predict(X) == network.predict(X)).all()
assert set(sys.modules).isdisjoint({"sklearn", "matplotlib", "scipy", "nncourse"})
print(len(modules), "modules")
