import pytest

from lms.celery import app, sweep


@pytest.mark.parametrize("queues", [["batch"], ["celery"], ["batch", "celery"]])
def test_a_worker_that_starts_sweeps_its_own_queues(monkeypatch, settings, queues):
    taken = {name: app.amqp.queues[name] for name in queues}
    sent = []
    monkeypatch.setattr(app.amqp.queues, "_consume_from", taken)
    monkeypatch.setattr(app, "send_task", sent.append)
    sweep()
    in_batches = set(settings.CELERY_TASK_ROUTES)
    everything = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    expected = {"batch": in_batches, "celery": everything - in_batches}
    assert set(sent) == set().union(*(expected[name] for name in queues))
    assert len(sent) == len(set(sent))
