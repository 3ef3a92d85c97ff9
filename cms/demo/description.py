"""Says what a seeded world holds: addresses, credentials, answers; for black-box tests."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from cms.demo.answers import solution
from cms.demo.world import HOUSES, Secrets
from cms.models import CoursePage
from cms.onboarding import collection_of, pages_of
from courses.enums import QuestionType
from courses.grading.content import parse
from courses.grading.shapes import TRUE, PlacesQuestion
from courses.models import Certificate, Course, Enrolment, QuestionVersion, Quiz
from courses.rules import run_state
from lms.accounts.models import User
from network.models import Partner


def describe(*, seed: int, at: Any) -> dict[str, Any]:
    """Read the world of a seed.

    Shape: ``site``, ``seed``, ``partners``, ``people``, ``courses`` (with lessons, quizzes, their
    questions and right answers, and runs), ``enrolments``, ``certificates``, ``sentinels``.
    """
    secrets, prefix = Secrets(seed), f"w{seed}"
    partners = Partner.objects.filter(slug__in=[f"{prefix}-{letter}" for letter in HOUSES])
    people = User.objects.filter(username__startswith=f"{prefix}-").order_by("pk")
    names = ("lesson", "solution", "draft")
    return {
        "site": settings.SITE_URL,
        "seed": seed,
        "partners": [_partner(partner) for partner in partners.order_by("slug")],
        "people": [_person(user, secrets, prefix) for user in people],
        "courses": [_course(page, at) for page in _pages(prefix)],
        "enrolments": [_enrolment(row) for row in _enrolments(people)],
        "certificates": [_certificate(row) for row in _certificates(people)],
        "sentinels": {
            f"{name}-{letter}": secrets.sentinel(f"{name}-{letter}")
            for name in names
            for letter in HOUSES
        },
    }


def _pages(prefix: str) -> QuerySet[CoursePage]:
    pages: QuerySet[CoursePage] = CoursePage.objects.filter(slug__startswith=f"{prefix}-")
    return pages.order_by("path")


def _enrolments(people: QuerySet[User]) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(user__in=people).select_related("user", "course", "run")


def _certificates(people: QuerySet[User]) -> QuerySet[Certificate]:
    return Certificate.objects.filter(enrolment__user__in=people).select_related("enrolment__user")


def _partner(partner: Partner) -> dict[str, Any]:
    return {
        "key": partner.key,
        "slug": partner.slug,
        "name": partner.name,
        "path": reverse("network:partner", args=[partner.slug]),
        "may_self_approve": partner.may_self_approve,
        "page_ids": {page.locale.language_code: page.pk for page in pages_of(partner)},
        "collection_id": collection_of(partner).pk,
    }


def _person(user: User, secrets: Secrets, prefix: str) -> dict[str, Any]:
    name = user.username.removeprefix(f"{prefix}-")
    membership = user.memberships.select_related("partner").first()
    return {
        "key": user.key,
        "name": name,
        "role": membership.role if membership else _role(user),
        "partner": membership.partner.slug if membership else None,
        "username": user.username,
        "email": user.email,
        "password": secrets.password(name),
        "totp_secret": secrets.totp(name) if user.requires_second_factor else None,
        "certificate_name": user.certificate_name,
    }


def _role(user: User) -> str:
    if user.is_city_staff:
        return "city"
    return "platform" if user.is_platform_admin else "learner"


def _course(page: CoursePage, at: Any) -> dict[str, Any]:
    course = Course.objects.filter(source_key=page.translation_key).first()
    row = {
        "title": page.title,
        "page_id": page.pk,
        "partner": page.get_parent().specific.partner.slug,
        "state": course.state if course else "draft",
        "lesson_page_ids": list(page.get_children().values_list("pk", flat=True)),
    }
    if course is None:
        return row
    return row | {
        "key": course.key,
        "path": reverse("courses:course", args=[course.key, course.texts.get().slug]),
        "lessons": [_lesson(lesson) for lesson in course.lessons.order_by("position")],
        "runs": [
            {
                "key": run.key,
                "kind": run.kind,
                "mode": run.mode,
                "state": run_state(run, at).value,
                "capacity": run.capacity,
                "seats_taken": run.seats_taken,
            }
            for run in course.runs.order_by("pk")
        ],
    }


def _lesson(lesson: Any) -> dict[str, Any]:
    return {
        "slug": lesson.slug,
        "is_open": lesson.is_open,
        "is_required": lesson.is_required,
        "files": list(lesson.files.values_list("key", flat=True)),
        "quizzes": [_quiz(quiz) for quiz in lesson.quizzes.order_by("position")],
    }


def _quiz(quiz: Quiz) -> dict[str, Any]:
    return {
        "key": quiz.key,
        "is_required": quiz.is_required,
        "attempts_allowed": quiz.attempts_allowed,
        "questions": [
            {
                "type": part.version.type,
                "prompt": part.version.content["prompt"],
                "answer": _answer(part.version),
            }
            for part in quiz.parts.select_related("version")
            if part.version is not None
        ],
    }


def _answer(version: QuestionVersion) -> list[str]:
    """What a person chooses or types: words as they stand on the page, or one text."""
    right = solution(version)
    if not isinstance(right, list):
        return [str(right)]
    if version.type == QuestionType.TRUE_FALSE:
        return ["richtig" if TRUE in right else "falsch"]
    question = parse(version.type, version.content)
    if isinstance(question, PlacesQuestion):
        filled = zip(question.places, right, strict=True)
        return [dict(place.options).get(own, own) for place, own in filled]
    return [choice["text"] for choice in version.content["choices"] if choice["id"] in right]


def _enrolment(row: Enrolment) -> dict[str, Any]:
    return {
        "key": row.key,
        "username": row.user.username,
        "course": row.course.key,
        "state": row.state,
        "path": reverse("courses:resume", args=[row.key]),
    }


def _certificate(row: Certificate) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "state": row.state,
        "username": row.enrolment.user.username if row.enrolment else None,
        "holder_name": row.holder_name,
        "path": reverse("courses:verify", args=[row.code]),
    }
