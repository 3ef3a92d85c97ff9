"""The Celery application: tasks of all apps, one schedule."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")

app = Celery("lernkette")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["cms.importing"])

if str(settings.CELERY_BROKER_URL).startswith("filesystem"):
    for name in ("data_folder_in", "control_folder"):
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS[name]
        Path(folder).mkdir(parents=True, exist_ok=True)


@worker_ready.connect
def sweep(**kwargs: object) -> None:
    """Let the sweepers of its queues run at once: a worker that starts may follow a killed one."""
    mine = app.amqp.queues.consume_from
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        if app.amqp.router.route({}, entry["task"])["queue"].name in mine:
            app.send_task(entry["task"])
