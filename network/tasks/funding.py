"""Background work on funding: looking for a consortium."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from network.actions.consortium import build_consortium as build, take_up_lost


@shared_task(base=DjangoTask, name="network.tasks.build_consortium")
def build_consortium(key: str) -> bool:
    """Work one question for a consortium out; safe to run twice."""
    return build(key=key, at=timezone.now())


@shared_task(base=DjangoTask, name="network.tasks.sweep_consortia")
def sweep_consortia() -> int:
    """Work out what a lost message or a stopped worker left open; returns how many."""
    return take_up_lost(at=timezone.now())
