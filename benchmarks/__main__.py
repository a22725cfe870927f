"""`python -m benchmarks` measures and prints; with `--write` it writes benchmarks/README.md too."""

import argparse
from pathlib import Path

from benchmarks import (
    explorers,
    footprint,
    frame,
    growth,
    imports,
    in_browser,
    latency,
    machine,
    playing,
    step,
)
from benchmarks.timing import table

README = Path(__file__).with_name("README.md")
PAGE = """\
# How fast nnlib is

`make frameworks`, then `make bench`, repeats this in about six minutes and prints it;
`make bench ARGS=--write` also writes it here. Close what else is running first.

{ratios}

Each ratio is a median: the contenders take turns, on one thread each, and in every round the peer's
time is divided by nnlib's (for the import, nnlib's by NumPy's). A busy moment of the machine meets
both sides alike, so the ratios can be trusted further than the times below, which are medians too.

{machine}

## A training step

Forward, loss, backward and update by plain gradient descent: tanh in the hidden layers, one sigmoid
unit, binary cross-entropy. 31 rounds of 50 steps.

- nnlib: a loop over `nnlib.train`, as the chapters write it, in float64; all checks included.
- bare NumPy: the loop that chapter 07 writes, the same formulas without any check, in float64: what
  readable code can reach.
- PyTorch: the loop of its tutorials, which reads the loss as a number in each step, as nnlib does.
  float32 is its default, and what the goals are about.
- scikit-learn: `MLPClassifier.fit`, solver `sgd`, in float64; an epoch is one step.
- Keras, on TensorFlow: `train_on_batch`, in float32.

Before anything is timed, all must compute the same losses, starting from the same weights.

{step}

What `nnlib.train` takes beyond the bare loop buys this: all weights are in one vector, so that any
optimizer works on any network, and the gradient comes back as one vector with a view for each
layer; layers, activations and losses are objects that can be exchanged; the loss and the gradient
are found to be finite before a weight changes, and the weights before a step are kept, so that a
run that diverges ends in a sentence and with weights that work; shapes that would broadcast are
refused; and each step comes back to the caller as a `Step`. Nearly all of it is a fixed number of
calls a step, so the share falls as the network grows.

## The import

The import statement alone, in {rounds} fresh processes each, which take turns. Byte code is
compiled before, into a folder that is thrown away after.

{imports}

## A slider, from the key to the picture

A decision surface of 100×100 values under 200 points, 640×440 pixels, device pixel ratio 1; for
"diagram and plane", the neuron explorer, 900×430. JupyterLab and Chromium on this machine: from
`keydown` in the page to the call that puts new pixels on the screen. {presses} presses each, in
turns. "{bare}" sends the same messages with a picture of 8×8 pixels. "interact" makes a new figure
for each value; ipympl keeps its figure and sets the surface (`pip install ipympl` adds it).

With 200 ms more for the way there and back, as on a far server, a key is held down: {repeats}
repeats, 30 a second. The time is from the last repeat to its picture. Where frames are far fewer
than keys, no queue builds up.

{latency}

In the kernel alone: the model, and what has changed in the same picture, ready to be sent, against
mglearn's picture of a classifier drawn again and written as PNG.

{frame}

Every explorer, moved at random, {moves} frames each at device pixel ratio 1:

{explorers}

The playground while it trains, and an epoch of its default network: 250 samples in batches of 10.

{playing}

On the website, where Python runs in the page: chapter 01 of {starts} new profiles of Chromium, each
then opened once more; keys and frames in turns with JupyterLab. Its first figure there is that of a
notebook of one cell, from the opened page on.

{browser}

## What it takes

The environment is counted in files, byte code included. The first picture: a kernel starts, runs
the cells of chapter 01 up to there, and the picture has come; {kernels} rounds, against a kernel
that imports pyplot and draws a line. Memory is the most that a chapter's kernel has held at once,
on a machine without Keras and PyTorch, all cells run, exercises as they are.

{footprint}

## How a step grows

100 rows, unless rows are what grows; through `nnlib.train` as above; 15 rounds. "A doubling" is
what twice the size multiplies the time by, from the line above to this one. Near 1, calling
functions is what costs; arithmetic leads towards 2 for rows and depth, and towards 4 for width.
Where "times as fast" falls below 1, PyTorch is the faster one.

{growth}
"""


def measure():
    """Run all benchmarks; return the page and its table of ratios."""
    facts = machine.report()
    steps, step_rows = step.report()
    importing, import_rows = imports.report()
    waiting, latency_rows = latency.report()
    drawing, frame_rows = frame.report()
    moving, explorer_rows = explorers.report()
    training, playing_rows = playing.report()
    taking, footprint_rows = footprint.report()
    living, browser_rows = in_browser.report()
    head = ["measured", "against", "nnlib is", "goal", "reached"]
    rows = [*step_rows, *import_rows, *latency_rows, *frame_rows, *explorer_rows]
    rows += [*playing_rows, *footprint_rows, *browser_rows]
    ratios = table(head, rows, n_text=5)
    page = PAGE.format(
        ratios=ratios,
        machine=facts,
        step=steps,
        rounds=imports.ROUNDS,
        imports=importing,
        presses=latency.ROUNDS,
        repeats=latency.REPEATS,
        bare=latency.BARE,
        latency=waiting,
        frame=drawing,
        moves=explorers.MOVES,
        explorers=moving,
        playing=training,
        browser=living,
        starts=in_browser.STARTS,
        kernels=footprint.ROUNDS,
        footprint=taking,
        growth=growth.report(),
    )
    return page, ratios


def main():
    """Measure, then print the page and, again at the end, its table of ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write benchmarks/README.md")
    write = parser.parse_args().write
    page, ratios = measure()
    print(page, "## The ratios", ratios, sep="\n\n")
    if write:
        README.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
