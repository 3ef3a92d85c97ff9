"""Publishes approved courses on their day: each as one, as it was approved."""

import logging
from collections import defaultdict
from datetime import datetime

from django.db import transaction
from wagtail.models import Revision

from cms.models.course import course_of

logger = logging.getLogger(__name__)


def publish_due(*, at: datetime) -> int:
    """Publish what has been approved for a day that has come; returns how many pages.

    The pages of a course go live in one transaction and are compiled once, after it: a lesson
    compiled before its course's page would follow a rule nobody approved. A course that fails is
    tried again the next time and holds up no other.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lt=at)
    courses: dict[int, list[Revision]] = defaultdict(list)
    for revision in due.select_related("content_type").order_by("approved_go_live_at", "pk"):
        courses[course_of(revision.content_object).pk].append(revision)
    return sum(_publish(course, revisions) for course, revisions in courses.items())


def _publish(course: int, revisions: list[Revision]) -> int:
    try:
        with transaction.atomic():
            for revision in revisions:
                revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        logger.exception("course could not be published", extra={"object_key": course})
        return 0
    return len(revisions)
