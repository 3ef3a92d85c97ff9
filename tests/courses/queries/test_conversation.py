from datetime import timedelta

import pytest

from courses.models import Announcement, Enrolment, LessonQuestion
from courses.queries.conversation import (
    asked_about,
    can_ask,
    led_runs,
    lesson_titles,
    questions_for,
    tellable_runs,
    with_conversation,
    with_latest_news,
)
from lms.accounts.enums import AccountKind, AgeBand
from tests.factories.accounts import UserFactory
from tests.support import conversation as scene
from tests.support.conversation import NOW
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return scene.course_with_lessons()


@pytest.fixture
def run(course):
    return scene.dated_run(course)


def read(row):
    return with_conversation(Enrolment.objects.filter(pk=row.pk)).get()


def ask(row, text="Warum?", *, is_released=True):
    return LessonQuestion.objects.create(
        enrolment=row, lesson=row.course.lessons.first(), text=text, asked_at=NOW,
        released_at=NOW if is_released else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("band", "may"),
    [("", True), (AgeBand.ADULT, True), (AgeBand.FROM_16, True), (AgeBand.FROM_14, False),
     (AgeBand.UNDER_14, False)],
)  # fmt: skip
def test_people_from_16_on_may_ask_where_a_team_answers(run, band, may):
    row = scene.learner(run, age_band=band)
    assert can_ask(read(row)) is False  # nobody would answer
    scene.team_member(run)
    assert can_ask(read(row)) is may


def test_a_team_that_left_the_house_answers_no_more(run):
    member, row = scene.team_member(run), scene.learner(run)
    assert can_ask(read(row)) is True
    member.memberships.all().delete()
    assert can_ask(read(row)) is False


@pytest.mark.parametrize(("kind", "may"), [(AccountKind.SEAT, True), (AccountKind.GROUP, False)])
def test_in_a_class_seats_may_ask_and_the_account_of_a_group_may_not(course, kind, may):
    found = scene.school_class(course.partner)
    row = scene.learner(scene.class_run(course, found), user=UserFactory(kind=kind, email=""))
    assert can_ask(read(row)) is may


def test_who_may_tell_a_run_something(course, run):
    found = scene.school_class(course.partner)
    group = scene.class_run(course, found)
    member, leader, other = scene.team_member(run), scene.lead(found), UserFactory()
    assert list(tellable_runs(member, NOW)) == [run]
    assert list(tellable_runs(leader, NOW)) == [group]
    assert list(tellable_runs(other, NOW)) == []
    assert list(tellable_runs(member, run.ends_at + timedelta(days=61))) == []
    found.ended_at = NOW
    found.save()
    assert list(tellable_runs(leader, NOW)) == []


def test_each_sees_what_they_may_answer_and_no_names(course, run):
    found = scene.school_class(course.partner)
    group, seat = scene.class_run(course, found), scene.seat(found)
    member, leader = scene.team_member(run), scene.lead(found)
    held = ask(scene.learner(group, user=seat.user), is_released=False)
    first, second = scene.learner(run), scene.learner(run)
    question = ask(second)
    ask(scene.learner(run, user=member))  # one's own
    (mine,) = questions_for(member, NOW)
    assert (mine, mine.number, mine.is_led) == (question, 2, False)
    (led,) = questions_for(leader, NOW)
    assert (led, led.alias, led.is_led) == (held, seat.alias, True)
    assert list(questions_for(first.user, NOW)) == []
    Enrolment.objects.filter(pk=second.pk).update(state="left", left_at=NOW)
    assert list(questions_for(member, NOW)) == []


def test_authors_read_what_was_let_through_and_nothing_about_who(course, run):
    found = scene.school_class(course.partner)
    group = scene.class_run(course, found)
    ask(scene.learner(group, user=scene.seat(found).user), "Nur für die Leitung", is_released=False)
    ask(scene.learner(run, display_name="Ada Sentinel"), "Wie geht das?")
    with expect_statements(2):
        (told,) = asked_about(course.source_key, "de")
    assert (told.lesson, told.lang, told.text, told.answer) == (
        "Lektion 0",
        "",
        "Wie geht das?",
        "",
    )
    assert "Sentinel" not in repr(told)
    other = scene.course_with_lessons()
    with expect_statements(1):
        assert asked_about(other.source_key, "de") == []


def test_titles_come_in_the_language_asked_for_or_say_theirs(course):
    lesson = course.lessons.get()
    assert lesson_titles([lesson.pk], "de") == {lesson.pk: ("Lektion 0", "")}
    assert lesson_titles([lesson.pk], "en") == {lesson.pk: ("Lektion 0", "de")}


@pytest.mark.parametrize("number", [1, 3])
def test_the_newest_news_of_each_run_cost_nothing_more(course, number):
    runs = [scene.dated_run(scene.course_with_lessons()) for _ in range(number)]
    user = UserFactory()
    for run in runs:
        scene.learner(run, user=user)
        for subject in ("alt", f"neu {run.key}"):
            Announcement.objects.create(run=run, subject=subject, text="x", created_at=NOW)
    with expect_statements(1):
        found = list(with_latest_news(Enrolment.objects.filter(user=user)).select_related("run"))
    assert {row.news_subject for row in found} == {f"neu {run.key}" for run in runs}


def test_who_no_longer_leads_in_the_house_leads_no_run(course):
    found = scene.school_class(course.partner)
    run, leader = scene.class_run(course, found), scene.lead(found)
    assert list(led_runs(leader)) == [run]
    leader.memberships.all().delete()
    assert not led_runs(leader).exists()
    assert not tellable_runs(leader, NOW).exists()
