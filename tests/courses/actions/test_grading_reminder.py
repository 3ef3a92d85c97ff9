"""Teams hear of texts that wait: once a day, never of their own, never names."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from courses import tasks
from courses.actions.enrolment import enrol
from courses.actions.grading_reminder import tell_class_leads, tell_teams
from courses.actions.quiz import start_attempt, submit_attempt
from courses.actions.run_team import set_run_team
from courses.actions.text_grading import grade_text
from courses.models import Response
from lms.records.models import OutboxMessage
from network.actions.membership import end_role, grant_role
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.support.school_class import room, written
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def run():
    """A run with two people in its team and one text that waits, written by one of them."""
    course = build(kinds=["free_text"]).course
    run = course.runs.select_related("course__partner").get()
    anna, jana = UserFactory(email="anna@example.org"), UserFactory(email="jana@example.org")
    for user in (anna, jana):
        grant_role(partner=course.partner, user=user, role=Role.LEAD, actor=None, at=NOW)
    set_run_team(run=run, people=[anna, jana], actor=anna, at=NOW)
    enrolment = enrol(user=jana, run=run, at=NOW)
    quiz = course.lessons.get(slug="schritt-3").quizzes.get()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    submit_attempt(attempt=attempt, answers={0: "So etwa."}, at=NOW)
    return run


def mails():
    return list(
        OutboxMessage.objects.filter(kind="texts_waiting").values_list("recipient", flat=True)
    )


def test_each_person_hears_once_a_day_while_texts_wait(run):
    assert tell_teams(at=NOW.replace(hour=3)) == 0
    assert [tell_teams(at=NOW), tell_teams(at=NOW + timedelta(hours=3))] == [1, 1]
    assert mails() == ["anna@example.org"]
    mail = OutboxMessage.objects.get(kind="texts_waiting")
    assert "/bewerten/" in mail.text
    assert "Sichere Konten" in mail.subject
    assert "jana" not in mail.text.lower()
    tell_teams(at=NOW + DAY)
    assert len(mails()) == 2
    grade_text(
        response=Response.objects.get(), points=(3, 2), comment="Gut.", revision=0,
        grader=UserFactory(), at=NOW + DAY,
    )  # fmt: skip
    assert tell_teams(at=NOW + 2 * DAY) == 0


def test_who_left_the_house_hears_nothing(run):
    anna = run.team.order_by("pk").first().user
    end_role(partner=run.course.partner, user=anna, role=Role.LEAD, actor=None, at=NOW)
    assert tell_teams(at=NOW) == 0
    assert mails() == []


def test_it_runs_every_hour():
    entry = settings.CELERY_BEAT_SCHEDULE["remind-of-texts"]
    assert entry["task"] == tasks.remind_of_texts.name
    assert tasks.remind_of_texts() == 0


def test_leads_hear_of_texts_of_their_class_without_its_name():
    here = room(seats=2, title="Luchsklasse")
    written(here)
    at = timezone.localtime().replace(hour=9)
    assert tell_class_leads(at=at.replace(hour=3)) == 0
    assert [tell_class_leads(at=at), tell_class_leads(at=at)] == [1, 1]
    mail = OutboxMessage.objects.get(kind="texts_waiting")
    assert mail.recipient == here.lead.email
    assert f"/klassen/{here.school_class.key}/texte/" in mail.text
    assert mail.subject == "Texte warten auf Bewertung"
    assert "Luchsklasse" not in mail.text
    for card in here.cards:
        assert card.seat.alias not in mail.text
    here.school_class.leads.all().delete()
    assert tell_class_leads(at=at + DAY) == 0
