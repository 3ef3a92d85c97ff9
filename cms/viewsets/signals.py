"""What learners miss in the lessons of one's houses, for the desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cms.models import CoursePage, LessonPage
from cms.scope import Scope
from courses.queries.signals import wanted

MOST = 10  # the most frequent


@dataclass(frozen=True)
class Signal:
    """One thing several people miss in one lesson."""

    title: str
    kind: str  # in words
    people: int  # at least
    url: str  # the lesson in the editor


def signals(scope: Scope) -> list[Signal]:
    """What at least five learners miss; never in a course one only writes along in.

    Two queries, one where nobody misses anything. Days begin at midnight, as in the statistics.
    """
    pages = scope.own_pages()
    courses = CoursePage.objects.filter(pk__in=pages.values("pk")).values("translation_key")
    until = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found = wanted(courses, until=until)
    if not found:
        return []
    keys = {row.lesson for row in found}
    lessons = LessonPage.objects.filter(pk__in=pages.values("pk"), translation_key__in=keys)
    # The oldest page is the one in the course's first language.
    page_of = {page.translation_key: page for page in lessons.order_by("-pk")}
    return [
        Signal(
            title=page.get_admin_display_title(),
            kind=str(row.kind.label),
            people=row.people,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for row in found
        if (page := page_of.get(row.lesson))
    ][:MOST]
