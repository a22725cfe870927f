"""Importing nncourse lets one thread multiply matrices, in every kernel of the course."""

import json
import os
import subprocess
import sys

import pytest

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
ASK = """
import json
from threadpoolctl import threadpool_info
print(json.dumps([pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]))
"""


def threads(imports, **variables):
    """Return the number of threads of each BLAS in a new process, after these imports."""
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    code = f"import {imports}\n{ASK}"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment | variables, capture_output=True, check=True)
    return json.loads(ran.stdout)


@pytest.mark.parametrize("imports", ["numpy, scipy.linalg, nncourse", "nncourse, scipy.linalg"])
def test_one_thread_multiplies_whatever_is_imported_first(imports):
    found = threads(imports)
    assert found or sys.platform == "darwin"  # Apple's library does not tell
    assert set(found) <= {1}


def test_a_number_of_threads_that_somebody_has_set_is_kept():
    found = threads("nncourse, scipy.linalg", OPENBLAS_NUM_THREADS="2")
    assert set(found) <= {min(2, os.cpu_count())}
