"""Work that may run later or again: compiling what is stale, publishing what is due."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from cms.approval_mails import remind_reviewers
from cms.models import CourseGuest
from cms.publishing import compile_course
from cms.scheduling import publish_due
from cms.withdrawing import keep_due_approved
from lms.records.actions import clear_stale
from lms.records.models import StaleMark

logger = logging.getLogger(__name__)
STALE_COURSE = "course_page"
INVITATION_KEPT = timedelta(days=30)


def compile_marked(source_key: UUID) -> None:
    """Compile one marked course and take its mark away; a mark set meanwhile stays."""
    marks = StaleMark.objects.filter(object_type=STALE_COURSE, object_key=str(source_key))
    at = marks.values_list("marked_at", flat=True).first()
    if at is not None:
        compile_course(source_key=source_key, at=at)
        clear_stale(object_type=STALE_COURSE, object_key=str(source_key), at=at)


@shared_task(base=DjangoTask, name="cms.tasks.compile_stale_courses")
def compile_stale_courses() -> int:
    """Compile every course still marked; one that fails does not hold up the others."""
    done = 0
    marks = StaleMark.objects.filter(object_type=STALE_COURSE)
    for key in list(marks.values_list("object_key", flat=True)):
        try:
            compile_marked(UUID(key))
            done += 1
        except Exception:
            logger.exception("course could not be compiled", extra={"object_key": key})
    return done


@shared_task(base=DjangoTask, name="cms.tasks.drop_invitations")
def drop_invitations() -> int:
    """Forget addresses of people who did not answer an invitation; safe to run twice."""
    return int(old_invitations(at=timezone.now()).delete()[0])


def old_invitations(*, at: datetime) -> QuerySet[CourseGuest]:
    """Invitations nobody accepted for a month."""
    rows: QuerySet[CourseGuest] = CourseGuest.objects.filter(user=None)
    return rows.filter(invited_at__lt=at - INVITATION_KEPT)


@shared_task(base=DjangoTask, name="cms.tasks.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and withdraw pages whose time has come, as far as they are still as approved."""
    keep_due_approved(at=timezone.now())
    publish_due(at=timezone.now())
    call_command("publish_scheduled", verbosity=0)


@shared_task(base=DjangoTask, name="cms.tasks.remind_of_approvals")
def remind_of_approvals() -> int:
    """Remind reviewers of what has waited too long; returns how many courses wait that long."""
    return remind_reviewers(at=timezone.now())
