"""Chapter 09: the libraries agree as it says, live and as recorded; without them it reads alike."""

import json
import os
import re
import sys
from itertools import product
from pathlib import Path

import build
import jupytext
import nbformat
import numpy as np
import pytest
import record
from IPython.core.compilerop import CachingCompiler

from nncourse.explorers import ParityExplorer, parity
from nncourse.jupyter import frameworks
from nncourse.messages import languages, say
from nnlib import SGD, Adam

ROOT = Path(__file__).parents[1]

os.environ.update({name: os.environ.get(name, v) for name, v in frameworks.SETTINGS.items()})

BOOKS = [ROOT / "notebooks" / folder / "09_keras_and_pytorch.ipynb" for folder in ("", "solutions")]
CLOSE = {"float64": 1e-9, "float32": 1e-4}
USUAL, EXACT = parity.RATES
TORCH = say("epsilon_torch")
KERAS = say("epsilon_keras")


def stored():
    return [nbformat.read(path, as_version=4) for path in BOOKS]


def apart(optimizer, precision, rates, epsilon=TORCH):
    """What the figure says: library → largest distance from nnlib."""
    explorer = ParityExplorer(
        optimizer=optimizer, precision=precision, rates=rates, epsilon=epsilon
    )
    distances = explorer.model(**explorer.state)["apart"]
    explorer.close()
    return {name: d[-1] for name, d in zip(parity.LIBRARIES, distances, strict=True)}


# The recorded losses ---------------------------------------------------------------------------


@pytest.mark.frameworks
@pytest.mark.filterwarnings("ignore:.*np.object:FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("rates", parity.RATES)
@pytest.mark.parametrize("precision", parity.PRECISIONS)
@pytest.mark.parametrize("optimizer", parity.OPTIMIZERS)
@pytest.mark.parametrize("library", parity.LIBRARIES)
def test_a_live_run_is_as_recorded(library, optimizer, precision, rates):
    live = record.trace(library, optimizer, precision, rates)
    kept = parity.recorded(library, optimizer, precision, rates)
    np.testing.assert_allclose(live, kept, rtol=0, atol=CLOSE[precision])
    if library != "keras" or rates == EXACT or optimizer == "SGD":  # else Keras rounds β
        ours = parity.losses(optimizer, precision, rates, library != "torch")
        np.testing.assert_allclose(live, ours, rtol=0, atol=CLOSE[precision])


def test_nothing_is_recorded_but_what_the_figure_shows():
    options = product(parity.LIBRARIES, parity.OPTIMIZERS, parity.PRECISIONS, parity.RATES)
    assert set(parity.recording()["losses"]) == set(map(" ".join, options))
    assert {len(trace) for trace in parity.recording()["losses"].values()} == {parity.STEPS}


def test_nnlib_s_line_is_a_plain_loop():
    X, y = parity.data()
    network = parity.network("float64")
    optimizer = Adam(0.001)
    losses = []
    for batch_X, batch_y in record.batches("float64"):
        trace = network.forward(batch_X)
        losses.append(network.loss_of(trace, batch_y))
        optimizer.step(network.parameters, network.backward(trace, batch_y).vector)
    np.testing.assert_allclose(parity.losses("Adam", "float64", USUAL, False), losses, rtol=1e-12)
    assert X.mean(axis=0) == pytest.approx(np.zeros(30), abs=1e-12)
    assert X.std(axis=0) == pytest.approx(np.ones(30)) and set(y) == {0, 1}


# What the chapter says -------------------------------------------------------------------------


def test_plain_descent_agrees_to_fifteen_digits():
    assert max(apart("SGD", "float64", USUAL).values()) < 1e-15


def test_adam_falls_into_pairs_and_both_causes_are_found():
    last, first = (apart("Adam", "float64", USUAL, place) for place in (TORCH, KERAS))
    assert last["torch"] < 1e-15 and first["sklearn"] < 1e-15
    assert last["keras"] == pytest.approx(7.5e-5, rel=0.01) == pytest.approx(last["sklearn"], 0.05)
    assert first["keras"] == pytest.approx(2.3e-6, rel=0.02)
    assert 25 < last["keras"] / first["keras"] < 40  # "thirty times better"
    assert max(apart("Adam", "float64", EXACT, KERAS)[n] for n in ("keras", "sklearn")) < 1e-15
    assert apart("momentum", "float64", USUAL)["keras"] > 1e-7
    assert apart("momentum", "float64", EXACT)["keras"] < 1e-15


def test_float32_begins_below_1e_7_and_jumps_where_losses_come_from_probabilities():
    largest = {}
    for optimizer in ("SGD", "momentum"):
        ours = parity.losses(optimizer, "float32", USUAL, False)
        lines = [parity.recorded(n, optimizer, "float32", USUAL) for n in parity.LIBRARIES]
        keras, torch, sklearn = (np.abs(theirs - ours) for theirs in lines)
        if optimizer == "SGD":
            assert all(1e-8 < d[:41].max() < 1e-7 and d[:4].max() > 1e-8 for d in (torch, sklearn))
            assert 1e-8 < keras.max() < 1e-7
        assert min(torch.max(), sklearn.max()) > 2 * keras.max()
        assert torch.argmax() == sklearn.argmax() == 41
        largest[optimizer] = max(torch.max(), sklearn.max())
    assert 10 * largest["SGD"] < largest["momentum"] < 1e-5
    in_float64 = apart("momentum", "float64", USUAL)
    assert in_float64["sklearn"] < 1e-13 and 1e-12 < in_float64["torch"] < 1e-11


def test_from_batch_to_batch_losses_change_far_more():
    for optimizer in parity.OPTIMIZERS:
        losses = parity.losses(optimizer, "float32", USUAL, False)
        assert np.abs(np.diff(losses)).mean() == pytest.approx(0.065, abs=0.01)


def test_the_highest_peak_is_mostly_one_patient():
    X, y = parity.data()
    patient = 228
    assert y[patient] == 0  # malignant
    network = parity.network("float64")
    optimizer = SGD(0.1)
    losses = parity.losses("SGD", "float64", USUAL, False)
    for batch_X, batch_y in record.batches("float64")[:41]:
        trace = network.forward(batch_X)
        optimizer.step(network.parameters, network.backward(trace, batch_y).vector)
    batch_X, _ = record.batches("float64")[41]
    assert len(batch_X) == 10 and (batch_X == X[patient]).all(axis=1).any()
    p = network.predict(X[[patient]]).item()
    assert p > 0.9 and -np.log(1 - p) > 0.7 * 10 * losses[41]
    assert np.argmax(losses[15:]) + 15 == 41


def test_the_first_losses_that_the_text_quotes_are_those_printed():
    book = stored()[0]
    shown = "".join(line for c in book.cells if c.cell_type == "code" for line in texts(c.outputs))
    losses = [re.findall(rf"epoch  {epoch}: loss ([\d.]+)", shown) for epoch in (1, 2)]
    nnlib, keras, torch = zip(*losses, strict=True)
    prose = "".join(c.source for c in book.cells if c.cell_type == "markdown")
    assert f"losses in the first epoch were {keras[0]} and {torch[0]}." in prose
    second = r"it is ([\d.]+) to ([\d.]+) in the second epoch, nnlib's ([\d.]+) to ([\d.]+)\."
    low, high, lower, higher = map(float, re.search(second, prose).groups())
    assert low <= float(torch[1]) <= high and lower <= float(nnlib[1]) <= higher


def test_the_first_step_of_both_readings():
    moved = []
    for epsilon_first in (False, True):
        w = np.zeros(1)
        Adam(0.001, epsilon=1e-7, epsilon_first=epsilon_first).step(w, np.array([1e-7]))
        moved.append(w[0])
    assert moved == pytest.approx([-0.0005, -0.001 / (1 + 1 / np.sqrt(0.001))])
    assert round(moved[0] / moved[1]) == 16 and round(1 / np.sqrt(0.001)) == 32


@pytest.mark.frameworks
def test_keras_looks_behind_the_sigmoid_in_training_and_pytorch_does_not():
    import keras
    import torch

    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1, "sigmoid")])
    model.set_weights([np.array([[40.0]]), np.array([0.0])])
    model.compile("sgd", "binary_crossentropy")
    one = np.ones((1, 1), "float32")
    zero = np.zeros((1, 1), "float32")
    assert model.train_on_batch(one, zero) == pytest.approx(40)
    assert float(keras.losses.binary_crossentropy(zero, one)[0]) == pytest.approx(16.12, abs=0.2)
    assert torch.nn.BCELoss()(torch.tensor(one), torch.tensor(zero)).item() == 100


# The figure's controls and captions ------------------------------------------------------------


def test_where_epsilon_stands_is_asked_of_adam_alone():
    explorer = ParityExplorer()
    hidden = []
    for optimizer in parity.OPTIMIZERS:
        explorer.set(optimizer=optimizer)
        hidden.append(explorer.controls["epsilon"].layout.visibility)
    explorer.close()
    assert hidden == ["hidden", "hidden", None]


def test_a_distance_of_nothing_lies_at_a_tick_that_says_0():
    explorer = ParityExplorer(step=1)
    explorer.draw(**explorer.model(**explorer.state))
    right = explorer.figure.axes[1]
    (nothing,) = explorer.artists.apart[2].get_ydata()
    named = dict(zip(right.get_yticks(), right.get_yticklabels(), strict=True))
    explorer.close()
    assert named[nothing].get_text() == "0"


@pytest.mark.parametrize("precision", parity.PRECISIONS)
@pytest.mark.parametrize("step", [1, 42, 100])
def test_the_caption_says_loss_and_distances(precision, step):
    explorer = ParityExplorer(optimizer="Adam", precision=precision, step=step)
    caption = explorer.caption
    explorer.close()
    ours = parity.losses("Adam", precision, USUAL, False)
    assert caption.startswith(
        f"Adam in {precision}: at step {step} nnlib's loss is {ours[step - 1]:.4f}."
    )
    for library, name in parity.LIBRARIES.items():
        theirs = parity.recorded(library, "Adam", precision, USUAL)
        distance = np.abs(theirs - ours)[:step].max()
        said = re.search(rf"{name} (below )?([\d.]+(e−?\d+)?)", caption)
        number = float(said[2].replace("−", "-"))
        assert distance < number if said[1] else number == pytest.approx(distance, rel=0.06)


@pytest.mark.parametrize("optimizer", parity.OPTIMIZERS)
def test_a_caption_begins_with_a_capital_letter(optimizer):
    explorer = ParityExplorer(optimizer=optimizer, step=1)
    assert explorer.caption.lower().startswith(optimizer.lower()) and explorer.caption[0].isupper()
    explorer.close()


# Cells that need a framework -------------------------------------------------------------------


class Shell:
    """As much of IPython's shell as a magic needs."""

    def __init__(self):
        self.compile = CachingCompiler()
        self.user_ns = {}
        self.magics = {}

    def register_magic_function(self, function, kind, name):
        assert kind == "cell"
        self.magics[name] = function


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Run a cell that needs NumPy, which is here, or a library that is not; return what it shows.

    The cell `print(1)` is recorded.
    """
    monkeypatch.setattr(frameworks, "NEEDS", {"here": ["numpy"], "gone": ["numpy", "no_such_one"]})
    monkeypatch.setattr(frameworks, "NAMES", {"numpy": "NumPy", "gone": "Gone"})
    monkeypatch.setattr(frameworks, "RECORDED", tmp_path / "recorded.json")
    recording = {"printed": "1\n", "versions": "Gone 1.0", "date": "2020-01-01"}
    frameworks.RECORDED.write_text(json.dumps({frameworks.key("print(1)"): recording}))
    shell = Shell()
    frameworks.load_ipython_extension(shell)

    def runs(library, cell):
        shell.magics[library]("", cell)
        return capsys.readouterr().out

    return runs


def test_a_cell_runs_where_its_library_is(run):
    assert run("here", "x = 1\nprint(x + 1)\n").startswith("2\n")
    shown = run("here", "print(x)\n")  # in the notebook's own names
    assert say("ran_here", versions=f"NumPy {np.__version__}") in shown and "Recorded" not in shown
    with pytest.raises(ZeroDivisionError):
        run("here", "1 / 0")


def test_elsewhere_it_shows_what_was_recorded_and_says_so(run):
    shown = run("gone", "print(1)\n")
    assert shown.startswith("1\n")
    assert say("recorded", date="2020-01-01", versions="Gone 1.0") in shown


def test_a_changed_cell_shows_nothing_that_it_did_not_print(run):
    shown = run("gone", "print(2)\n")
    assert say("never_recorded", library="Gone") in shown and "1\\n" not in shown


def test_every_such_cell_is_recorded_and_the_notebooks_hold_live_runs(speak):
    kept = frameworks.recordings()
    found = [cell for book in record.built() for cell in record.printed(book)]
    assert {name for name, _, _ in found} == set(kept), "run tools/record.py"
    marks = {}
    for code in languages():
        speak(code)
        for text in {recording["versions"] for recording in kept.values()}:
            marks[say("ran_here", versions=frameworks.in_words(text))] = text
    for name, text, mark in found:
        assert text == kept[name]["printed"], "run tools/record.py"
        assert marks[mark] == kept[name]["versions"], "build with frameworks"


@pytest.mark.frameworks
def test_the_recordings_are_of_the_versions_that_are_locked():
    here = {frameworks.installed(name) for name in frameworks.NEEDS}
    assert {recording["versions"] for recording in frameworks.recordings().values()} == here
    assert all(versions in parity.recording()["versions"] for versions in here)
    lock = (ROOT / "requirements-frameworks.txt").read_text()
    assert all(f"=={version.split()[-1]}" in lock for v in here for version in v.split(", "))


def texts(outputs):
    """What readers and nbval see of a cell, without the sentence that says where it ran."""
    mark = f"({say('ran_here', versions='.*')})|({say('recorded', date='.*', versions='.*')})"
    lines = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs]
    return [line for line in lines if not re.fullmatch(mark, line)]


def test_without_the_frameworks_the_chapter_reads_the_same(monkeypatch, tmp_path):
    for name in ("keras", "tensorflow", "torch"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('left out')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    book, _ = stored()
    live, _ = stored()
    build.execute(book, ROOT / "notebooks")
    for cell, before in zip(book.cells, live.cells, strict=True):
        if cell.cell_type == "code":
            assert texts(cell.outputs) == texts(before.outputs), cell.source
    marks = [mark for _, _, mark in record.printed(book)]
    assert len(marks) >= 14 and all(mark.startswith("Recorded on 20") for mark in marks)


# The five loops: the chapter's own text is run ---------------------------------------------------

BOOK = jupytext.read(ROOT / "book" / "09_keras_and_pytorch.md")
CODE = [c.source.removeprefix("%%torch\n") for c in BOOK.cells if c.cell_type == "code"]
LOOPS = next(c.source for c in BOOK.cells if "# loop1" in c.source).split("```")[1].split("# loop")


def cell(start):
    """The code cell of the chapter that begins so."""
    [found] = [code for code in CODE if code.startswith(start)]
    return found


TRAIN = "for epoch in range(10):"


@pytest.fixture
def five():
    """A namespace in which all is as in the chapter, for the loops of its exercise."""
    names = {"np": np}
    for start in ["from nnlib import datasets", "import torch", "torch.manual_seed(0)"]:
        exec(cell(start), names)
    exec("torch.set_num_threads(1)", names)  # the arrays are small: threads would only wait
    as_column = "torch.tensor(y_test, dtype=torch.float32).reshape(-1, 1)"
    as_table = "torch.tensor(X_test, dtype=torch.float32)"
    exec(f"target, X_test = {as_column}, {as_table}", names)
    return names


def prepare(names, loop):
    """Run a loop's text as far as its dots, then the chapter's training; return what follows."""
    before, _, after = LOOPS[loop].partition("\n...")
    exec(before.partition("\n")[2], names)
    exec("optimizer = torch.optim.Adam(net.parameters(), lr=0.001)", names)
    exec(cell(TRAIN), names)
    return after.partition("\n")[2]


def loss_after(names, loop, epochs):
    """The training loss after each epoch of a loop."""
    code = compile(LOOPS[loop].partition("\n")[2], "loop", "exec")
    losses = []
    for _ in range(epochs):
        exec(code, names)
        losses.append(eval("loss_of(net(X), y).item()", names))
    return np.array(losses)


def right(names):
    return eval("((net(X_test) > 0.5) == target).sum().item()", names)


@pytest.mark.frameworks
def test_loop1_gradients_that_add_up(five):
    losses = loss_after(five, 1, 30)
    assert losses.min() == pytest.approx(0.04, abs=0.02)
    assert losses[-1] == pytest.approx(1, abs=0.2) and (np.diff(losses) > 0).sum() > 5


@pytest.mark.frameworks
def test_loop2_a_second_sigmoid(five):
    assert loss_after(five, 2, 10)[-1] == pytest.approx(0.47, abs=0.01)
    assert right(five) == 142


@pytest.mark.frameworks
def test_loop3_a_table_of_all_pairs(five, capsys):
    exec(cell(TRAIN), five)
    assert right(five) == 142
    capsys.readouterr()
    exec(LOOPS[3].partition("\n")[2], five)
    assert capsys.readouterr().out.startswith("tensor(0.53")
    assert five["right"].shape == (143, 143)


@pytest.mark.frameworks
def test_loop4_dropout_goes_on(five, capsys):
    rest = prepare(five, 4)
    capsys.readouterr()
    exec(rest, five)
    exec(rest, five)
    first, second = capsys.readouterr().out.splitlines()
    assert first != second
    five["net"].eval()
    exec(rest, five)
    exec(rest, five)
    first, second = capsys.readouterr().out.splitlines()
    assert first == second


@pytest.mark.frameworks
def test_loop5_data_that_are_not_scaled(five):
    wrong = []
    for seed in range(30):
        exec(f"torch.manual_seed({seed}); net = Net()", five)
        prepare(five, 5)
        wrong.append(143 - right(five))
    assert min(wrong) == pytest.approx(11, abs=1)


GLOROT = """
net = Net()
for fc in [net.fc1, net.fc2, net.fc3]:
    nn.init.xavier_uniform_(fc.weight)
    nn.init.zeros_(fc.bias)
optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
"""


@pytest.mark.frameworks
def test_pytorch_s_smaller_first_weights_are_why_its_loss_falls_later(five, capsys):
    for change in ["", GLOROT]:
        capsys.readouterr()
        exec(change + cell(TRAIN), five)
        first, second = capsys.readouterr().out.splitlines()[:2]
        five[change] = float(first.split()[-1]), float(second.split()[-1])
    assert five[""][0] > five[GLOROT][0] + 0.04 and five[""][1] > five[GLOROT][1] + 0.1
