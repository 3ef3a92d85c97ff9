import threading
import time
from pathlib import Path

from kombu import Connection

from lms.settings.work import CELERY_BROKER_TRANSPORT_OPTIONS as OPTIONS


def test_files_as_broker_hand_out_many_tasks_a_second(tmp_path):
    """A worker with two threads takes two tasks; the others wait until it looks again."""
    folders = {name: str(tmp_path) for name in OPTIONS if "folder" in name}
    assert {Path(OPTIONS[name]).name for name in folders} == {"queue", "control"}
    seen = []

    def work(_body, message):
        seen.append(message)
        threading.Timer(0.02, message.ack).start()

    with Connection("filesystem://", transport_options={**OPTIONS, **folders}) as connection:
        queue = connection.SimpleQueue("celery")
        for number in range(8):
            queue.put(number)
        queue.consumer.qos(prefetch_count=2)
        queue.consumer.callbacks = [work]
        queue.consumer.consume()
        begin = time.monotonic()
        while len(seen) < 8:
            connection.drain_events(timeout=2)  # as a worker does
        assert time.monotonic() - begin < 1.5
        queue.close()
