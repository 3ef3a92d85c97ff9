from datetime import timedelta

import pytest

from courses.actions.lesson_question import (
    MOST_A_DAY,
    answer_question,
    ask_team,
    release_question,
)
from courses.models import Enrolment, LessonQuestion
from courses.queries.conversation import with_conversation
from lms.accounts.enums import MailKind
from lms.accounts.models import MailPreference
from lms.common.errors import ConflictError, DomainError, NotAllowedError, ThrottledError
from lms.records.models import AuditEvent, OutboxMessage
from tests.support import conversation as scene
from tests.support.conversation import NOW
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return scene.dated_run(scene.course_with_lessons())


@pytest.fixture
def member(run):
    return scene.team_member(run)


def ask(row, text="Warum?", at=NOW):
    row = with_conversation(Enrolment.objects.filter(pk=row.pk)).select_related("run", "user").get()
    return ask_team(enrolment=row, lesson=row.course.lessons.first(), text=text, at=at)


def test_a_question_goes_to_the_team_at_once_and_twice_is_once(run, member):
    row = scene.learner(run)
    assert ask(row) == ask(row, " Warum? ")
    question = LessonQuestion.objects.get()
    assert (question.text, question.released_at) == ("Warum?", NOW)


def test_from_a_class_it_waits_for_the_lead():
    course = scene.course_with_lessons()
    found = scene.school_class(course.partner)
    leader = scene.lead(found)
    question = ask(scene.learner(scene.class_run(course, found), user=scene.seat(found).user))
    assert question.released_at is None
    for at in (NOW, NOW + timedelta(hours=1)):
        release_question(question=question, actor=leader, at=at)
    question.refresh_from_db()
    assert question.released_at == NOW
    assert AuditEvent.objects.get().action == "question.release"
    assert not OutboxMessage.objects.exists()


def test_nothing_where_nobody_answers_and_nothing_empty(run):
    row = scene.learner(run)
    with pytest.raises(NotAllowedError):
        ask(row)
    scene.team_member(run)
    with pytest.raises(DomainError, match="Bitte eine Frage schreiben"):
        ask(row, " \n ")
    assert not LessonQuestion.objects.exists()


def test_there_is_a_limit_a_day_and_it_ends(run, member):
    row = scene.learner(run)
    for number in range(MOST_A_DAY):
        ask(row, f"Frage {number}")
    with pytest.raises(ThrottledError):
        ask(row, "Noch eine")
    assert ask(row, "Noch eine", NOW + timedelta(days=1, seconds=1)).text == "Noch eine"
    assert ask(scene.learner(run), "Andere Person").text == "Andere Person"


def test_an_answer_goes_to_who_asked_without_a_name_of_theirs(run, member):
    row = scene.learner(run, display_name="Ada Sentinel")
    question = ask(row)
    answer_question(question=question, text="Darum. https://x.example/", actor=member, at=NOW)
    question.refresh_from_db()
    assert (question.answer, question.answered_at, question.answered_by) == (
        "Darum. https://x.example/", NOW, member,
    )  # fmt: skip
    (mail,) = mails_to(row.user.email)
    assert (mail.subject, mail.topic) == ("Antwort auf Ihre Frage", MailKind.ANSWER)
    assert f"/de/lernen/{row.key}/lektion-0/" in mail.text
    assert 'href="https://x.example/"' in mail.html
    assert "Sentinel" not in mail.subject + mail.text + mail.html


def test_the_second_answer_is_refused_and_changes_nothing(run, member):
    question = ask(scene.learner(run))
    answer_question(question=question, text="Eins", actor=member, at=NOW)
    with pytest.raises(ConflictError):
        answer_question(question=question, text="Zwei", actor=member, at=NOW)
    with pytest.raises(DomainError, match="Antwort"):
        answer_question(question=question, text=" ", actor=member, at=NOW)
    assert LessonQuestion.objects.get().answer == "Eins"
    assert OutboxMessage.objects.count() == 1


def test_who_switched_answers_off_or_sits_on_a_seat_gets_no_mail(run, member):
    off = scene.learner(run)
    MailPreference.objects.create(user=off.user, kind=MailKind.ANSWER, is_on=False)
    answer_question(question=ask(off), text="Ja", actor=member, at=NOW)
    found = scene.school_class(run.course.partner)
    seat = scene.learner(scene.class_run(run.course, found), user=scene.seat(found).user)
    answer_question(question=ask(seat), text="Ja", actor=scene.lead(found), at=NOW)
    assert LessonQuestion.objects.exclude(answer="").count() == 2
    assert not OutboxMessage.objects.exists()
