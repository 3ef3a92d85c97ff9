"""Only the team of a run sees single people, under numbers, and each look is logged."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.run import RunPlan, plan_run
from courses.models import CourseRun, RunTeamMember
from lms.accounts.models import User
from lms.records.models import AuditEvent
from tests.factories.accounts import StaffFactory, UserFactory, sign_in
from tests.factories.courses import CourseFactory
from tests.factories.network import MembershipFactory
from tests.support.classroom import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    course, now = CourseFactory(lessons=2), timezone.now()
    plan = RunPlan(starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=2))
    run = plan_run(course=course, plan=plan, at=now)
    fill(course, {run: 3}, at=now)
    return run


def look(client, run, user):
    return sign_in(client, user).get(reverse("courses:run-progress", args=[run.key]))


def member(run):
    user = MembershipFactory(partner=run.course.partner).user
    RunTeamMember.objects.create(run=run, user=user)
    return user


def test_the_team_sees_numbers_instead_of_names(client, run):
    user = member(run)
    response = look(client, run, user)
    text = response.content.decode()
    assert response.status_code == 200
    assert all(f"Person {number}" in text for number in (1, 2, 3))
    assert "Person 4" not in text
    for person in User.objects.filter(enrolments__run=run):
        assert person.username not in text
        assert person.display_name not in text
        assert person.key not in text
    assert not any(key in text for key in run.enrolments.values_list("key", flat=True))
    assert "no-store" in response["Cache-Control"]


def test_each_look_is_logged_without_names(client, run):
    user = member(run)
    look(client, run, user)
    look(client, run, user)
    events = AuditEvent.objects.filter(action="run.look")
    assert [(e.actor_key, e.object_type, e.object_key, e.data) for e in events] == [
        (user.key, "run", run.key, {})
    ] * 2
    assert events[0].partner_key == run.course.partner.key


@pytest.mark.parametrize("make", [UserFactory, StaffFactory])
def test_others_find_nothing_and_leave_no_trace(client, run, make):
    other = plan_run(course=run.course, plan=RunPlan(starts_at=timezone.now()), at=timezone.now())
    user = make()
    RunTeamMember.objects.create(run=other, user=user)
    absent = sign_in(client, user).get(reverse("courses:run-progress", args=["bbbbbbbbbb"]))
    assert look(client, run, user).status_code == absent.status_code == 404
    assert not AuditEvent.objects.filter(action="run.look").exists()


def test_strangers_sign_in_first(client, run):
    address = reverse("courses:run-progress", args=[run.key])
    assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_sixty_days_after_its_end_nobody_looks_any_more(client, run):
    user = member(run)
    ended = timezone.now() - timedelta(days=61)
    CourseRun.objects.filter(pk=run.pk).update(starts_at=ended - timedelta(days=1), ends_at=ended)
    assert look(client, run, user).status_code == 404


def test_an_empty_run_says_so(client, run):
    run.enrolments.update(state="left")
    assert "Noch niemand angemeldet" in look(client, run, member(run)).content.decode()
