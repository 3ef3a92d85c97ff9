"""Background work of imports."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from cms.importing.jobs import run, sweep


@shared_task(base=DjangoTask, name="cms.importing.tasks.run_import")
def run_import(key: str) -> None:
    """Import one uploaded file; safe to run twice."""
    run(key=key, at=timezone.now())


@shared_task(base=DjangoTask, name="cms.importing.tasks.sweep_imports")
def sweep_imports() -> int:
    """Finish or fail what a crash or a lost message left open; returns how many it ran."""
    keys = sweep(at=timezone.now())
    for key in keys:
        run(key=key, at=timezone.now())
    return len(keys)
