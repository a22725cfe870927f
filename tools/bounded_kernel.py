"""Start a kernel of the class, on Linux with an upper bound for the memory that it takes."""

import sys

# Bytes. Chapter 10 takes 0.5 GB of data, the most of all (VmData in /proc/PID/status).
# TensorFlow and PyTorch together would add 0.6 GB; chapter 06 loads PyTorch where it is installed.
MOST = 2 * 2**30


def bound_memory():
    """Refuse this process more than ``MOST`` bytes of data; what it then asks for is refused."""
    import resource  # there is none on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file: chapters are not to find its modules
    if sys.platform == "linux":  # macOS takes the bound, and does not keep it
        bound_memory()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
