"""The ports of kernels that tests start: no other process is given them by chance."""

import socket

import ports
from jupyter_client.manager import KernelManager
from ports import HIGHEST, LOWEST, free_port


def test_a_kernel_gets_ports_that_no_other_process_is_given():
    kernels = KernelManager()
    kernels.start_kernel()
    try:
        given = set(kernels.ports)
    finally:
        kernels.shutdown_kernel(now=True)
    assert len(given) == 5
    assert all(LOWEST <= port < HIGHEST for port in given)


def test_a_port_that_is_taken_is_passed_over(monkeypatch):
    free = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(ports, "_in_turn", iter([taken.getsockname()[1], free]))
        assert free_port() == free
