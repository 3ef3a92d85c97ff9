"""Background work on funding: looking for a consortium."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from network.actions.consortium import build_consortium as build


@shared_task(base=DjangoTask, name="network.tasks.build_consortium")
def build_consortium(key: str) -> bool:
    """Work one question for a consortium out; safe to run twice."""
    return build(key=key, at=timezone.now())
