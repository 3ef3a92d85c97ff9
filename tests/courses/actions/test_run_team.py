import pytest

from courses.actions.run_team import name_people, set_run_team
from courses.models import RunTeamMember
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.factories.network import MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_team_is_of_the_house_and_each_change_is_logged():
    run = CourseFactory().runs.select_related("course__partner").get()
    one, two = (MembershipFactory(partner=run.course.partner).user for _ in range(2))
    stranger, actor = MembershipFactory().user, UserFactory()
    assert set_run_team(run=run, people=[one, stranger], actor=actor, at=NOW) == [one]
    assert set_run_team(run=run, people=[two], actor=actor, at=NOW) == [two]
    assert set_run_team(run=run, people=[two], actor=actor, at=NOW) == [two]
    assert RunTeamMember.objects.get().user == two
    events = AuditEvent.objects.filter(action="run.team").order_by("pk")
    assert [event.data for event in events] == [
        {"joined": [one.key], "left": []},
        {"joined": [two.key], "left": [one.key]},
    ]


def test_names_are_told_to_the_log_too():
    run = CourseFactory().runs.select_related("course__partner").get()
    EnrolmentFactory(course=run.course, run=run, state="left", left_at=NOW)
    there = EnrolmentFactory(course=run.course, run=run)
    people = name_people(run=run, actor=UserFactory(), at=NOW)
    assert [(one.number, one.enrolment) for one in people] == [(2, there)]
    assert AuditEvent.objects.get(action="run.names").object_key == run.key
