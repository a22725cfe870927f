"""The benchmarks of explorers still know what they measure: one frame of each is timed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# In a process of its own, since importing benchmarks changes the environment
CODE = """
from benchmarks import explorers
explorers.MOVES = 1
table, [row] = explorers.report()
print(table)
"""


@pytest.mark.slow
def test_a_frame_of_every_explorer_is_timed():
    from nncourse.explorers import __all__ as names

    command = [sys.executable, "-c", CODE]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    for name in [*names, "PlaygroundExplorer"]:
        assert f"| {name} " in ran.stdout, name
