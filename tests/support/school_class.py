"""A class with a course to learn, as its lead and its pupils have it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils import timezone

from cms.demo.answers import take_quiz
from courses.actions.progress import END, record_step
from courses.actions.quiz import start_attempt, submit_attempt
from courses.actions.school_class.assigning import Target, assign
from courses.actions.school_class.cards import Card
from courses.actions.school_class.founding import ClassPlan, create_class
from courses.actions.school_class.seats import add_seats
from courses.enums import ClassKind
from courses.models import Course, Enrolment, Quiz, QuizPart, SchoolClass
from lms.accounts.models import User
from network.actions.membership import grant_role
from network.enums import Role
from network.models import Partner
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, QuestionVersionFactory, QuizFactory
from tests.factories.network import PartnerFactory
from tests.support.world import CONTENTS

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday, eleven o'clock in Cottbus
ENDS = date(2027, 7, 31)


@dataclass
class Room:
    """A class, its lead, a course with three lessons and a test, and printed cards."""

    house: Partner
    lead: User
    school_class: SchoolClass
    course: Course
    quiz: Quiz
    cards: list[Card] = field(default_factory=list)

    def enrolment(self, card: Card) -> Enrolment:
        rows = Enrolment.objects.select_related("course", "run", "user", "rule")
        return rows.get(user=card.seat.user, course=self.course)

    def learn(self, card: Card, *, lessons: int, at: datetime = NOW) -> None:
        for lesson in self.course.lessons.order_by("position")[:lessons]:
            record_step(
                enrolment=self.enrolment(card), lesson=lesson, position=END, completed=True, at=at
            )

    def finish(self, *cards: Card) -> None:
        """Meet the course's rule on these seats."""
        for card in cards:
            self.attempt(card, is_right=True)
            self.learn(card, lessons=self.course.lessons.count())

    def attempt(self, card: Card, *, is_right: bool, at: datetime = NOW):
        return take_quiz(enrolment=self.enrolment(card), quiz=self.quiz, is_right=is_right, at=at)

    def address(self, name: str, *more) -> str:
        return reverse(f"courses:{name}", args=[self.school_class.key, *more])


def lead_of(house: Partner, **kwargs) -> User:
    """Somebody who may lead classes in a house, signed in without a second factor."""
    user = UserFactory(**kwargs)
    grant_role(partner=house, user=user, role=Role.LEAD, actor=None, at=NOW)
    User.objects.filter(pk=user.pk).update(requires_second_factor=False)
    return User.objects.get(pk=user.pk)


def room(
    *,
    seats: int = 3,
    kind: ClassKind = ClassKind.SCHOOL,
    lessons: int = 3,
    title: str = "7b",
) -> Room:
    """A room as a lead makes it; a test that looks for its name gives one no key can hold."""
    house = PartnerFactory()
    lead = lead_of(house)
    plan = ClassPlan(kind=kind, title=title, ends_on=ENDS)
    made = create_class(partner=house, plan=plan, lead=lead, at=NOW)
    course = CourseFactory(lessons=lessons)
    quiz = QuizFactory(lesson=course.lessons.last())
    cards = add_seats(school_class=made, number=seats, actor=lead, at=NOW) if seats else []
    return Room(house, lead, made, course, quiz, cards)


def assigned(room: Room, **parts) -> Room:
    """The whole course for the whole class."""
    due_at = parts.pop("due_at", None)
    target = Target(course=room.course, **parts)
    assign(school_class=room.school_class, target=target, due_at=due_at, actor=room.lead, at=NOW)
    return room


def asking(here):
    """A test of the room's course that asks for a text."""
    quiz = QuizFactory(lesson=here.course.lessons.first(), questions=0)
    version = QuestionVersionFactory(type="free_text", content=CONTENTS["free_text"])
    QuizPart.objects.create(quiz=quiz, position=0, version=version)
    return quiz


def written(here, *, run=None, quiz=None):
    """The test is assigned, and every pupil hands in a text."""
    now, quiz = timezone.now(), quiz or asking(here)
    target = Target(course=here.course, quiz=quiz, run=run)
    assign(school_class=here.school_class, target=target, due_at=None, actor=here.lead, at=now)
    tries = [start_attempt(enrolment=here.enrolment(c), quiz=quiz, at=now) for c in here.cards]
    return [submit_attempt(attempt=a, answers={0: "Wir fuhren."}, at=now) for a in tries]
