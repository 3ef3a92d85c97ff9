"""The lead's board, the same as a table, and the answers of one seat."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from courses.actions.school_class.founding import close_class, open_class, record_class
from courses.actions.school_class.seats import record_look
from courses.enums import AttemptState
from courses.models import QuizAttempt, SchoolClass
from courses.queries.class_board import STUCK_AFTER, ClassBoard, board_sheet, class_board
from courses.queries.class_entry import is_open
from courses.queries.class_seat import guardians_of, seat_view
from courses.queries.quiz import quiz_title
from courses.queries.results import results
from courses.queries.school_class import has_ended, seats_of
from courses.views.access import language, person, see
from courses.views.class_access import ended_page, of_any_own_class, of_own_class
from lms.common.spreadsheet import CSV_TYPE, as_csv
from lms.common.text import whole_number

MOST_DAYS = 60


@of_any_own_class
@require_safe
def board(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Show who is where, who is stuck, what is hard, what is due; each look is logged."""
    now = timezone.now()
    if has_ended(found, now):
        return ended_page(request, found, status=200)
    record_class("class.board", found, actor=person(request), at=now)
    days = _days(request)
    context = {
        "class": found,
        "board": _board(request, found, days),
        "is_open": is_open(found, now),
        "days": days,
        "now": now,
    }
    return render(request, "courses/class/board.html", context)


@of_any_own_class
@require_safe
def csv(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """The table as a file; the one thing that is left of a class until it is deleted."""
    record_class("class.export", found, actor=person(request), at=timezone.now())
    data = as_csv(board_sheet(_board(request, found, _days(request))))
    name = f"lernstand-{found.key}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=CSV_TYPE, headers=headers)


def _days(request: HttpRequest) -> int:
    asked = whole_number(request.GET.get("tage"))
    return min(max(asked, 1), MOST_DAYS) if asked else STUCK_AFTER.days


def _board(request: HttpRequest, found: SchoolClass, days: int) -> ClassBoard:
    return class_board(
        found,
        course=request.GET.get("kurs", ""),
        language=language(),
        at=timezone.now(),
        stuck_after=timedelta(days=days),
    )


@of_own_class
@require_POST
def open_for_lesson(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Open the class for a lesson, or close it again."""
    act = close_class if "zu" in request.POST else open_class
    act(school_class=found, actor=person(request), at=timezone.now())
    return see(reverse("courses:class", args=[found.key]))


@of_own_class
@require_safe
def seat(request: HttpRequest, found: SchoolClass, *, seat: str) -> HttpResponse:
    """Show how far one seat is and its tests; each look is logged."""
    row = get_object_or_404(seats_of(found).prefetch_related("groups"), key=seat)
    now = timezone.now()
    record_look(seat=row, actor=person(request), at=now)
    context = {
        "class": found,
        "seat": row,
        "view": seat_view(row, language()),
        "guardians": guardians_of(row, now),
    }
    return render(request, "courses/class/seat.html", context)


@of_own_class
@require_safe
def answers(request: HttpRequest, found: SchoolClass, *, seat: str, attempt: str) -> HttpResponse:
    """Show the answers of one seat in one test; each look is logged."""
    row = get_object_or_404(seats_of(found), key=seat)
    tries = QuizAttempt.objects.filter(enrolment__user=row.user_id, key=attempt)
    one = tries.exclude(state=AttemptState.OPEN).select_related("quiz").first()
    if one is None:
        raise Http404
    record_look(seat=row, actor=person(request), at=timezone.now())
    context = {
        "class": found,
        "seat": row,
        "attempt": one,
        "title": quiz_title(one.quiz, language())[0],
        "results": results(one, reveals=True),
    }
    return render(request, "courses/class/answers.html", context)
