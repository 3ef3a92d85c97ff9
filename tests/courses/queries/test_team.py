from datetime import timedelta

import pytest

from courses.actions.school_class.booking import book
from courses.models import CourseRun, RunContact, RunTeamMember
from courses.queries.team import (
    graded_texts,
    people_of,
    person_of,
    run_titles,
    team_runs,
    texts_of,
    waiting_texts,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.factories.network import MembershipFactory
from tests.support.school_class import room

pytestmark = pytest.mark.django_db


def test_runs_are_those_one_is_named_for_in_ones_house():
    course = CourseFactory()
    run = course.runs.get()
    member, former = MembershipFactory(partner=course.partner).user, UserFactory()
    for user in (member, former):
        RunTeamMember.objects.create(run=run, user=user)
    assert list(team_runs(member, ended_after=NOW)) == [run]
    assert list(team_runs(former, ended_after=NOW)) == []
    CourseRun.objects.update(ends_at=NOW - timedelta(seconds=1))
    assert list(team_runs(member, ended_after=NOW)) == []
    assert run_titles([run], "en") == {course.pk: "Sicher im Netz"}


def test_numbers_stand_for_people_also_after_somebody_left():
    run = CourseFactory().runs.get()
    EnrolmentFactory(course=run.course, run=run, state="left", left_at=NOW)
    EnrolmentFactory(course=run.course, run=run)
    assert [one.number for one in people_of(run)] == [2]
    texts = texts_of([run], grader=UserFactory())
    assert (list(waiting_texts(texts)), list(graded_texts(texts))) == ([], [])


def test_a_name_is_read_where_it_was_given_for_the_team():
    run = CourseFactory().runs.create(kind="dated", starts_at=NOW)
    first, second = (
        EnrolmentFactory(run=run, user=UserFactory(display_name=name)) for name in ("Ada", "Bo")
    )
    RunContact.objects.create(enrolment=second, name="Bo B.")
    assert [one.name for one in people_of(run)] == ["Person 1", "Bo B."]
    assert [person_of(one).name for one in (first, second)] == ["Person 1", "Bo B."]


def test_seats_of_a_class_are_numbers_for_the_team():
    here = room(seats=1)
    run = here.course.runs.create(kind="dated", starts_at=NOW)
    EnrolmentFactory(run=run, user=UserFactory(username="jana"))
    book(users=[here.cards[0].seat.user], run=run, at=NOW, actor=here.lead)
    assert [one.name for one in people_of(run)] == ["Person 1", "Person 2 aus einer Klasse"]
