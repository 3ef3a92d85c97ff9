"""A dated run with its team, and a class with its lead and seats, for tests about telling."""

from datetime import UTC, datetime, timedelta

from courses.enums import ClassKind, RunKind
from courses.models import (
    Appointment,
    Assignment,
    ClassLead,
    ClassSeat,
    CourseRun,
    Enrolment,
    RunTeamMember,
    SchoolClass,
)
from lms.accounts.enums import AccountKind
from network.enums import Role
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def course_with_lessons(**values):
    return CourseFactory(lessons=1, **values)


def dated_run(course, **values):
    dates = {"starts_at": NOW - timedelta(days=7), "ends_at": NOW + timedelta(days=300)}
    return CourseRun.objects.create(course=course, kind=RunKind.DATED, **{**dates, **values})


def team_member(run, **values):
    user = UserFactory(**values)
    Membership.objects.create(partner=run.course.partner, user=user, role="author", created_at=NOW)
    RunTeamMember.objects.create(run=run, user=user)
    return user


def learner(run, user=None, **values):
    user = user or UserFactory(**values)
    return Enrolment.objects.create(
        user=user, run=run, course=run.course, enrolled_at=NOW, last_seen_at=NOW
    )


def school_class(partner, title="7b"):
    return SchoolClass.objects.create(
        partner=partner, kind=ClassKind.SCHOOL, title=title, ends_on=(NOW + timedelta(days=200)),
        device_hash=f"{title}{SchoolClass.objects.count()}", created_at=NOW,
    )  # fmt: skip


def class_run(course, found):
    return CourseRun.objects.create(course=course, kind=RunKind.SCHOOL_CLASS, school_class=found)


def lead(found, **values):
    user = UserFactory(**values)
    role = "co_lead" if found.leads.exists() else "lead"
    Membership.objects.create(partner=found.partner, user=user, role=Role.LEAD, created_at=NOW)
    ClassLead.objects.create(school_class=found, user=user, role=role)
    return user


def seat(found, alias="Mutiger Biber 47"):
    user = UserFactory(kind=AccountKind.SEAT, email="")
    return ClassSeat.objects.create(
        school_class=found, user=user, alias=alias, symbol="biber", card_hash=user.key,
        picture_hash=user.key, created_at=NOW,
    )  # fmt: skip


def appointment(run, starts_at, **values):
    return Appointment.objects.create(
        run=run, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **values
    )


def task(found, run, due_at=None, **values):
    return Assignment.objects.create(
        school_class=found, course=run.course, run=run, due_at=due_at, created_at=NOW, **values
    )
