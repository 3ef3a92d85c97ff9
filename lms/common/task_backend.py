"""Hands the tasks of Wagtail (search index, references, files) to Celery."""

from typing import Any

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id


@shared_task(base=DjangoTask)
def run_task(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run one of Wagtail's tasks; ``path`` is its module path."""
    import_string(path).call(*args, **kwargs)


class CeleryBackend(BaseTaskBackend):
    """A ``django_tasks`` backend: enqueues on commit; a broker that is away never stops a save."""

    task_class = Task
    supports_defer = False
    supports_async_task = False
    supports_get_result = False
    supports_priority = False

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Send after commit, so that the worker sees the rows; returns a result without value."""
        self.validate_task(task)
        transaction.on_commit(
            lambda: run_task.delay(task.module_path, list(args), dict(kwargs)), robust=True
        )
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
