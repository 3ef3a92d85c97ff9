"""The classes and groups of the demonstration, with some progress and attendance."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils.timezone import localdate

from cms.demo.answers import take_quiz
from courses.actions.progress import END, record_step
from courses.actions.school_class.assigning import Target, assign
from courses.actions.school_class.founding import ClassPlan, create_class, school_year_end
from courses.actions.school_class.meetings import add_meeting, note_presences
from courses.actions.school_class.seats import add_seats, note_use
from courses.enums import ClassKind, Presence
from courses.models import CourseText, Enrolment, Quiz, SchoolClass
from lms.accounts.models import User
from network.models import Partner

DUE_IN = timedelta(days=14)


def load_classes(content: dict[str, Any], titles: Mapping[str, str], *, at: datetime) -> None:
    """Found the classes of the content file that are missing, each with a course to learn.

    Args:
        content: The content file; ``lessons`` of a class says how many its seats have done.
        titles: Course title by folder.
        at: When all of it happens.
    """
    for row in content.get("classes", []):
        partner = Partner.objects.get(slug=row["partner"])
        if not SchoolClass.objects.filter(partner=partner, title=row["title"]).exists():
            _load(row, partner, titles[row["course"]], at)


def _load(row: Mapping[str, Any], partner: Partner, title: str, at: datetime) -> None:
    lead = User.objects.get(username=row["lead"])
    plan = ClassPlan(ClassKind(row["kind"]), row["title"], school_year_end(localdate(at)))
    made = create_class(partner=partner, plan=plan, lead=lead, at=at)
    cards = add_seats(school_class=made, number=row["seats"], actor=lead, at=at)
    course = CourseText.objects.select_related("course").get(title=title).course
    assign(school_class=made, target=Target(course), due_at=at + DUE_IN, actor=lead, at=at)
    for card, lessons in zip(cards, cycle(row["lessons"]), strict=False):
        if lessons:
            note_use(seat=card.seat, at=at)
        _learn(Enrolment.objects.get(user=card.seat.user, course=course), lessons, at)
    _meet(made, row.get("met", {}), lead, at)


def _meet(school_class: SchoolClass, days_ago: Mapping[str, int], lead: User, at: datetime) -> None:
    """Note the meetings by their label: another seat is excused each time, the rest are there."""
    seats = [seat.key for seat in school_class.seats.order_by("pk")]
    for absent, (label, days) in zip(cycle(seats), days_ago.items(), strict=False):
        held_on = localdate(at) - timedelta(days=days)
        meeting = add_meeting(
            school_class=school_class, held_on=held_on, label=label, actor=lead, at=at
        )
        presences = dict.fromkeys(seats, Presence.PRESENT.value)
        presences[absent] = Presence.EXCUSED.value
        note_presences(meeting=meeting, presences=presences, actor=lead, at=at)


def _learn(enrolment: Enrolment, lessons: int, at: datetime) -> None:
    """Do so many lessons; tests in them are tried, and passed by whoever does an even number."""
    taught = enrolment.course.lessons.filter(retired_at=None).order_by("position")
    for lesson in taught[:lessons]:
        record_step(enrolment=enrolment, lesson=lesson, position=END, completed=True, at=at)
        for quiz in Quiz.objects.filter(lesson=lesson, retired_at=None):
            take_quiz(enrolment=enrolment, quiz=quiz, is_right=lessons % 2 == 0, at=at)
