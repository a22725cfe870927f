"""The speed of nnlib, each number measured against its peer in the same run: `make bench`.

Everything runs on one thread. The libraries read this from the environment when they are first
imported, so it is set here, before any import.
"""

import os

ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3")
