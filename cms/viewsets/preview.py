"""The test of a draft lesson, taken as a learner would: graded at once, nothing is stored."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.models import LessonPage
from cms.scope import Scope
from cms.viewsets.access import scoped
from courses.actions.practice import graded_practice, preview_attempt
from courses.forms.quiz import given_answers
from courses.queries.attempt import questions
from courses.queries.question import versions_tagged
from courses.queries.results import ResultView
from network.models import Partner


@require_http_methods(["GET", "HEAD", "POST"])
@scoped
def quiz(request: HttpRequest, scope: Scope, page_id: int, block: str) -> HttpResponse:
    """Ask the questions of a test in the newest draft; a POST grades what was answered."""
    lessons = LessonPage.objects.select_related("locale")
    if not scope.is_staff:
        lessons = lessons.filter(pk__in=scope.pages().values("pk"))
    row = get_object_or_404(lessons, pk=page_id)
    lesson = row.get_latest_revision_as_object()
    found = [child for child in lesson.body if str(child.id) == block]
    if not found or found[0].block_type != "quiz":
        raise Http404
    value = found[0].value
    attempt = preview_attempt(list(_versions(scope, row, value)))
    context: dict[str, Any] = {
        "lesson": lesson,
        "quiz": value,
        "page_id": page_id,
        "block_id": block,
    }
    if request.method == "POST":
        answers = given_answers(request.POST, attempt.frozen["items"])
        context["results"] = results = graded_practice(attempt, answers)
        context["verdict"] = _verdict(results, value["pass_percent"] or 0)
    else:
        context["questions"] = questions(attempt)
    return render(request, "cms/quiz_trial.html", context)


def _versions(scope: Scope, lesson: LessonPage, value: Any) -> Iterator[int]:
    """Ids of what is asked: the fixed questions, and of each draw the first ones in its pool.

    A guest of the course does not get to see the pool of the house it belongs to.
    """
    fixed = [part["version"] for part in value["parts"]]
    yield from fixed
    partner: Partner = lesson.get_parent().get_parent().specific.partner
    if not scope.partners().filter(pk=partner.pk).exists():
        return
    for draw in value.get("draws") or ():
        pool = versions_tagged(partner=partner, locale=lesson.locale.language_code, tag=draw["tag"])
        yield from [pk for pk in pool if pk not in fixed][: draw["number"]]


def _verdict(results: list[ResultView], pass_percent: int) -> tuple[str, str]:
    """Kind and words of the box above the results."""
    graded = [result for result in results if not result.is_ungraded]
    reached = sum(result.points or 0 for result in graded)
    total = sum(result.max_points for result in graded)
    is_passed = bool(total) and reached * 100 >= total * pass_percent
    return ("success", _("Bestanden")) if is_passed else ("warning", _("Noch nicht bestanden"))
