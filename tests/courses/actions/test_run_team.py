import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.run_team import name_for_team, name_people, set_run_team
from courses.models import RunTeamMember
from courses.queries.team import people_of
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of

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


def test_whoever_was_promised_that_nobody_looks_is_told_of_the_first_team():
    run = make_run(course=CourseFactory(text__title="Sicher im Netz"))
    before = enrol(user=UserFactory(display_name="Nadja"), run=run, at=NOW)
    enrol(user=UserFactory(email=""), run=run, at=NOW)
    left = enrol(user=UserFactory(), run=run, at=NOW)
    leave(enrolment=left, at=NOW)
    member = team_of(run)
    (told,) = OutboxMessage.objects.filter(kind="run_team")
    assert told.recipient == before.user.email
    assert "Sicher im Netz" in told.subject
    for words in ("sieht das Team, wie weit Sie sind", "60 Tage nach dem Ende", "eine Nummer"):
        assert words in told.text
    assert f"/lernen/{before.key}/verlassen/" in told.text
    assert f"/lernen/{before.key}/team-name/" in told.text
    set_run_team(run=run, people=[member, team_of(run)], actor=member, at=NOW)
    assert OutboxMessage.objects.filter(kind="run_team").count() == 1


def test_who_enrols_with_a_team_has_read_it_and_is_told_nothing():
    run = make_run()
    member = team_of(run)
    enrol(user=UserFactory(), run=run, at=NOW, contact_name="Nadja N.")
    set_run_team(run=run, people=[], actor=member, at=NOW)
    set_run_team(run=run, people=[member], actor=member, at=NOW)
    assert not OutboxMessage.objects.filter(kind="run_team").exists()


def test_where_one_learns_at_any_time_no_name_is_asked_for():
    run = CourseFactory().runs.select_related("course__partner").get()
    row = EnrolmentFactory(course=run.course, run=run)
    team_of(run)
    told = OutboxMessage.objects.get(kind="run_team", recipient=row.user.email)
    assert "Das endet, wenn Sie den Kurs verlassen." in told.text
    assert "team-name" not in told.text


def test_a_name_given_later_is_what_the_team_reads():
    run = make_run()
    row = enrol(user=UserFactory(display_name="Nadja"), run=run, at=NOW)
    team_of(run)
    assert [one.name for one in people_of(run)] == ["Person 1"]
    name_for_team(enrolment=row, name=" Frau  Noack ")
    assert [one.name for one in people_of(run)] == ["Frau Noack"]


def test_names_are_told_to_the_log_too():
    run = CourseFactory().runs.select_related("course__partner").get()
    EnrolmentFactory(course=run.course, run=run, state="left", left_at=NOW)
    there = EnrolmentFactory(course=run.course, run=run)
    people = name_people(run=run, actor=UserFactory(), at=NOW)
    assert [(one.number, one.enrolment) for one in people] == [(2, there)]
    assert AuditEvent.objects.get(action="run.names").object_key == run.key
