import os
import signal
import sys
import time

import pytest

from lms.common.management.commands import serve


def test_child_that_dies_is_started_again(monkeypatch):
    monkeypatch.setattr(serve, "RESTART_PAUSE", 0.2)
    child = serve.Child("short", [sys.executable, "-c", "pass"])
    assert child.ensure() is True
    child.process.wait(10)
    assert child.ensure() is False  # the pause keeps a broken child from spinning
    time.sleep(0.25)
    assert child.ensure() is True
    child.stop()


def test_living_child_is_left_alone_and_stopped_in_the_end():
    child = serve.Child("long", [sys.executable, "-c", "import time; time.sleep(60)"])
    child.ensure()
    assert child.ensure() is False
    child.stop()
    assert child.process.poll() is not None
    child.stop()  # stopping twice does no harm


def test_child_that_ignores_the_request_is_ended(monkeypatch):
    monkeypatch.setattr(serve, "GRACE", 0.3)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('x', flush=True); time.sleep(60)"
    child = serve.Child("stubborn", [sys.executable, "-c", code])
    child.ensure()
    time.sleep(0.5)
    child.stop()
    assert child.process.poll() == -9


@pytest.mark.parametrize(("cache", "expected"), [("", "1"), ("redis://localhost", "3")])
def test_several_web_processes_need_a_shared_cache(settings, monkeypatch, cache, expected):
    settings.CACHE_URL = cache
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    command = serve.web(8123, 8)
    assert command[command.index("--workers") + 1] == expected
    assert "127.0.0.1:8123" in command


def test_worker_carries_the_schedule(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert "--beat" in serve.worker()
    assert (tmp_path / "beat").is_dir()


def test_worker_leaves_the_processor_to_pages(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    *nice, python, _m, celery = serve.worker()[:6]
    assert (python, celery) == (sys.executable, "celery")
    child = serve.Child("idle", [*nice, sys.executable, "-c", "import time; time.sleep(60)"])
    child.ensure()
    time.sleep(0.5)
    assert os.getpriority(os.PRIO_PROCESS, child.process.pid) == serve.NICE
    child.stop()
    assert child.process.poll() == -signal.SIGTERM
