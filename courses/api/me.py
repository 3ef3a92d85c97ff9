"""One's own enrolments and progress, for who is signed in on the site."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.security import django_auth

from courses.models import Enrolment
from courses.queries.course import own_enrolments
from courses.queries.progress import course_progress

router = Router(tags=["me"], auth=django_auth)
PER_PAGE = 50


class EnrolmentOut(Schema):
    """One's own enrolment; ``title`` is the course's in its first language."""

    key: str
    course: str
    title: str
    state: str
    enrolled_at: datetime
    last_seen_at: datetime
    completed_at: datetime | None


class EnrolmentListOut(Schema):
    """One page of enrolments, last seen first; fifty a page."""

    count: int
    results: list[EnrolmentOut]


class ProgressOut(Schema):
    """How far one is: ``share`` 0..1 of the required lessons, and counts."""

    share: float
    completed: int
    required: int
    quizzes_passed: int
    quizzes_required: int


@router.get("/me/enrolments", response=EnrolmentListOut, summary="My enrolments")
def my_enrolments(
    request: HttpRequest, page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> dict[str, Any]:
    """Enrolments of who asks, those one left included."""
    mine = own_enrolments(request.user)
    start = (page - 1) * PER_PAGE
    rows = mine.select_related("course").prefetch_related("course__texts")
    return {
        "count": mine.count(),
        "results": [_values(enrolment) for enrolment in rows[start : start + PER_PAGE]],
    }


@router.get("/me/enrolments/{key}/progress", response=ProgressOut, summary="My progress")
def my_progress(request: HttpRequest, key: str) -> Any:
    """Progress in one enrolment; somebody else's answers like an absent one."""
    mine = own_enrolments(request.user).select_related("course")
    return course_progress(get_object_or_404(mine, key=key))


def _values(enrolment: Enrolment) -> dict[str, Any]:
    titles = {text.locale: text.title for text in enrolment.course.texts.all()}
    return {
        "key": enrolment.key,
        "course": enrolment.course.key,
        "title": titles.get(enrolment.course.language, ""),
        "state": enrolment.state,
        "enrolled_at": enrolment.enrolled_at,
        "last_seen_at": enrolment.last_seen_at,
        "completed_at": enrolment.completed_at,
    }
