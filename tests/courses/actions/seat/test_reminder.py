"""Who decides hears once a day that somebody asks: how many and where, never who or why."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from courses import tasks
from courses.actions.seat.reminder import remind_deciders
from courses.models import Course, CourseRun, RunTeamMember, SeatRequest
from lms.accounts.models import User
from lms.records.models import OutboxMessage
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ask(run, user=None, **values):
    user = user or UserFactory(display_name="Nadja Noack", email="nadja@example.org")
    return SeatRequest.objects.create(
        run=run, user=user, state="asked", queued_at=NOW, note="Ich kann das schon.", **values
    )


def told():
    mails = OutboxMessage.objects.filter(kind="requests_waiting").order_by("pk")
    return [mail.recipient for mail in mails]


def newest():
    return OutboxMessage.objects.filter(kind="requests_waiting").latest("pk")


def test_the_team_of_a_run_hears_once_a_day_while_requests_wait():
    run = make_run()
    request = ask(run)
    ask(run, UserFactory(), needs_exception=True)
    assert remind_deciders(at=NOW) == 0  # there is no team yet
    lead = team_of(run)
    assert remind_deciders(at=NOW.replace(hour=3)) == 0
    assert [remind_deciders(at=NOW), remind_deciders(at=NOW + timedelta(hours=3))] == [1, 0]
    assert told() == [lead.email]
    mail = newest()
    assert "warten 2 Anfragen nach einem Platz" in mail.text
    assert f"/de/plaetze/{run.key}/anfragen/" in mail.text
    assert "ausnahmen" not in mail.text
    assert "Sicher im Netz" in mail.subject
    everything = f"{mail.key} {mail.subject} {mail.text} {strip_tags(mail.html)}"
    for secret in ("Noack", "nadja@", request.user.key, "kann das schon"):
        assert secret not in everything
    assert (mail.topic, mail.person_key) == ("tasks", lead.key)
    second = MembershipFactory(partner=run.course.partner, role="lead").user
    RunTeamMember.objects.create(run=run, user=second)  # named later
    assert remind_deciders(at=NOW + DAY) == 2
    assert told()[1:] == [lead.email, second.email]
    SeatRequest.objects.update(state="withdrawn")
    assert remind_deciders(at=NOW + 2 * DAY) == 0


def test_exceptions_without_names_reach_who_decides_now():
    run = CourseFactory().runs.select_related("course__partner").get()
    ask(run, needs_exception=True)
    assert remind_deciders(at=NOW) == 0
    boss = MembershipFactory(partner=run.course.partner, role="admin").user  # came later
    assert remind_deciders(at=NOW) == 1
    assert told() == [boss.email]
    mail = newest()
    assert "wartet 1 Bitte um eine Ausnahme" in mail.text
    assert f"/de/plaetze/{run.key}/ausnahmen/" in mail.text
    assert "anfragen" not in mail.text
    lead = team_of(run)
    ask(run, UserFactory())
    assert remind_deciders(at=NOW + DAY) == 1
    assert told() == [boss.email, lead.email]
    assert f"/de/plaetze/{run.key}/anfragen/" in newest().text
    assert f"/de/plaetze/{run.key}/ausnahmen/" in newest().text


def test_the_own_one_waits_for_somebody_else():
    run = CourseFactory().runs.select_related("course__partner").get()
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    ask(run, boss, needs_exception=True)
    assert remind_deciders(at=NOW) == 0


def test_who_left_the_house_or_is_locked_hears_nothing_and_rests_count_nothing():
    run = make_run()
    lead, request = team_of(run), ask(run)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert remind_deciders(at=NOW) == 0
    User.objects.filter(pk=lead.pk).update(is_active=True)
    asking = User.objects.filter(pk=request.user.pk)
    for change in ({"pause_reason": "withdrawn"}, {"is_active": False}):
        asking.update(**change)
        assert remind_deciders(at=NOW) == 0
        asking.update(pause_reason="", is_active=True)
    Membership.objects.filter(user=lead).delete()
    assert remind_deciders(at=NOW) == 0
    assert told() == []


@pytest.mark.parametrize("change", [{"cancelled_at": NOW}, {"ends_at": NOW}])
def test_runs_that_are_over_remind_of_nothing(change):
    run = make_run()
    team_of(run)
    ask(run)
    CourseRun.objects.filter(pk=run.pk).update(starts_at=None, **change)
    assert remind_deciders(at=NOW) == 0
    CourseRun.objects.filter(pk=run.pk).update(cancelled_at=None, ends_at=None)
    Course.objects.update(state="archived")
    assert remind_deciders(at=NOW) == 0


def test_it_runs_every_hour():
    entry = settings.CELERY_BEAT_SCHEDULE["remind-of-requests"]
    assert entry["task"] == tasks.remind_of_requests.name
    assert tasks.remind_of_requests() == 0
