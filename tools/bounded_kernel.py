"""Start a kernel for a class, on Linux with a bound on its memory."""

import sys

# Bytes. Chapter 10 takes the most data, 0.5 GB (VmData in /proc/PID/status). TensorFlow and PyTorch
# together would add 0.6 GB; chapter 06 loads PyTorch where it is installed.
MOST = 2 * 2**30


def bound_memory():
    """Limit this process to ``MOST`` bytes of data; requests for more memory then fail."""
    import resource  # not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file, so that chapters do not find its modules
    if sys.platform == "linux":  # macOS accepts the bound but does not enforce it
        bound_memory()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
