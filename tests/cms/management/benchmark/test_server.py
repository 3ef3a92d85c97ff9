import os
import socket
import subprocess
import sys

from cms.management.benchmark.server import cpu_seconds, free_port


def test_port_is_free():
    port = free_port()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))  # fails where somebody has it
        assert probe.getsockname() == ("127.0.0.1", port)


def test_cpu_time_counts_children_too():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(8_000_000))']); input()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    try:
        import time

        deadline = time.monotonic() + 20
        while cpu_seconds(process.pid) < 0.03 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert cpu_seconds(process.pid) >= 0.03
    finally:
        process.communicate(b"\n")


def test_a_process_that_is_gone_costs_nothing():
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert cpu_seconds(process.pid) == 0.0
    assert os.sysconf("SC_CLK_TCK") > 0
