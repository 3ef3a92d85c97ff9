"""Free texts of a class, which its leads grade; pupils appear by their aliases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.school_class.seats import record_look
from courses.models import SchoolClass
from courses.queries.class_texts import pupil_texts
from courses.queries.team import graded_texts, waiting_texts
from courses.views.access import person
from courses.views.class_access import of_own_class
from courses.views.text_desk import Desk, row_of, take_grade

SHOWN = 50  # rows of each list


@of_own_class
@require_safe
def texts(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """List the texts that wait, and those graded lately."""
    rows = pupil_texts([found])
    context = {
        "class": found,
        "waiting": [row_of(text) for text in waiting_texts(rows)[:SHOWN]],
        "graded": [row_of(text) for text in graded_texts(rows)[:SHOWN]],
    }
    return render(request, "courses/class/texts.html", context)


@of_own_class
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, found: SchoolClass, *, attempt: str, position: int) -> HttpResponse:
    """Read one text and grade it; each look is logged."""
    rows = pupil_texts([found]).filter(position=position, attempt__key=attempt)
    one = get_object_or_404(rows)
    desk = Desk(
        text=one,
        template="courses/class/text.html",
        address=reverse("courses:class-text", args=[found.key, attempt, position]),
        back=reverse("courses:class-texts", args=[found.key]),
        context={"class": found},
    )
    response = take_grade(request, desk)
    record_look(seat=one.attempt.enrolment.user.seat, actor=person(request), at=timezone.now())
    return response
