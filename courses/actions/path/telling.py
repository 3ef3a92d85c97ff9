"""Mails about learning paths: houses are asked or told, makers hear the answer."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from courses.enums import PathState
from courses.models import Course, LearningPath, PathAgreement
from courses.queries.path.making import makers_of, path_title
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, language_of, send
from lms.accounts.models import User
from network.models import Partner
from network.queries.membership import active_admins


def tell_house(*, agreement: PathAgreement, at: datetime) -> None:
    """Ask the admins of a house, or tell them where the city made the path; once a day at most."""
    path = agreement.path
    template = "email/path_told" if path.partner_id is None else "email/path_asked"
    key = f"path_asked:{path.key}:{agreement.partner.key}:{at:%Y-%m-%d}"
    route = ("courses:path-answer", path.key)
    context = {"house": agreement.partner.name, "maker": makers_of(path)}
    _send(template, path, _admins(agreement.partner), route, key=key, context=context, at=at)


def tell_makers(*, agreement: PathAgreement, at: datetime) -> None:
    """Tell those who made the path what a house answered."""
    path = agreement.path
    answer = "yes" if agreement.agrees else "no"
    key = f"path_answered:{path.key}:{agreement.partner.key}:{answer}:{at.isoformat()}"
    route = ("courses:path-make", path.key)
    context = {"house": agreement.partner.name, "agrees": agreement.agrees}
    _send("email/path_answered", path, _makers(path), route, key=key, context=context, at=at)


def tell_course_gone(*, course: Course, at: datetime) -> None:
    """Tell those who made a published path that one of its courses is no longer offered."""
    rows = LearningPath.objects.filter(state=PathState.PUBLISHED, steps__course=course)
    texts = {text.locale: text.title for text in course.texts.all()}
    for path in rows.select_related("partner").prefetch_related("texts"):
        key = f"path_gap:{path.key}:{course.key}:{at.isoformat()}"
        context = {"course": texts.get(course.language, "")}
        route = ("courses:path-make", path.key)
        _send("email/path_gap", path, _makers(path), route, key=key, context=context, at=at)


def _makers(path: LearningPath) -> list[User]:
    return _admins(path.partner) if path.partner else _city()


def _send(  # noqa: PLR0913  (the parts of a mail)
    template: str,
    path: LearningPath,
    people: Iterable[User],
    route: tuple[str, str],
    *,
    key: str,
    context: Mapping[str, object],
    at: datetime,
) -> None:
    for user in people:
        language = language_of(user)
        with override(language):
            link = absolute(reverse(route[0], args=[route[1]]))
        title, _lang = path_title(path, language)
        send(
            template,
            recipient=user.email,
            context={**context, "title": title, "link": link},
            language=language,
            key=f"{key}:{user.key}",
            person=user,
            kind=MailKind.TASKS,
            at=at,
        )


def _admins(partner: Partner) -> list[User]:
    rows = active_admins(partner).select_related("user")
    return [row.user for row in rows.order_by("user") if row.user.email]


def _city() -> list[User]:
    rows = User.objects.filter(is_city_staff=True, is_active=True).exclude(email="")
    return list(rows.order_by("pk"))
