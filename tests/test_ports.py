"""The ports of kernels that tests start: no other process is given them by chance."""

import socket

from jupyter_client.manager import KernelManager
from ports import HIGHEST, LOWEST, free_port


def test_a_kernel_gets_ports_that_no_other_process_is_given():
    kernels = KernelManager()
    kernels.start_kernel()
    try:
        ports = set(kernels.ports)
    finally:
        kernels.shutdown_kernel(now=True)
    assert len(ports) == 5
    assert all(LOWEST <= port < HIGHEST for port in ports)


def test_a_port_that_is_taken_is_passed_over():
    first = free_port()
    step = free_port() - first
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first + 2 * step))
        assert free_port() == first + 3 * step
