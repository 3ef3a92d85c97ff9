from copy import deepcopy
from dataclasses import asdict

import pytest

from courses.actions.correction import (
    NothingToCorrectError,
    NotSameQuestionError,
    check_correction,
    correct_question,
    regrade,
)
from courses.actions.progress import record_step
from courses.actions.question import revise_question
from courses.actions.quiz import start_attempt, submit_attempt
from courses.models import (
    Certificate,
    CertificateReview,
    Enrolment,
    QuizAttempt,
    QuizPart,
    Response,
)
from courses.queries.question import OLDEST_FIRST, newest_versions
from lms.accounts.models import User
from lms.records.models import AuditEvent
from network.models import Partner
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import (
    NOW,
    CourseFactory,
    EnrolmentFactory,
    QuestionVersionFactory,
    QuizFactory,
)
from tests.support.world import FREE_TEXT, QUESTIONS

pytestmark = pytest.mark.django_db
LEARNERS = 200
# Answers to the question with the wrong key ("a" was right, "b" should be) and to the other one
# ("b" is right), and how many of 200 gave them. Passed is who has both.
GROUPS = {("a", "b"): 50, ("b", "b"): 80, ("b", "a"): 40, ("a", "a"): 20, (None, "b"): 10}


def right_is(content, own):
    content = deepcopy(content)
    for choice in content["choices"]:
        choice["is_correct"] = choice["id"] == own
    return content


@pytest.fixture
def quiz():
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), pass_share="1.00")
    version = quiz.parts.get(position=0).version
    version.content = right_is(version.content, "a")
    version.save()
    return quiz


@pytest.fixture
def wrong(quiz):
    return quiz.parts.get(position=0).version


def plant(quiz):
    """200 learners with a submitted attempt each, graded by the wrong key."""
    course, run = quiz.lesson.course, quiz.lesson.course.runs.get()
    users = User.objects.bulk_create(User(username=f"lernt{n}") for n in range(LEARNERS))
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(user=user, course=course, run=run, enrolled_at=NOW, last_seen_at=NOW)
        for user in users
    )
    versions = [part.version for part in quiz.parts.order_by("position")]
    items = [{"version": v.pk, "options": [["x", "a"], ["y", "b"]]} for v in versions]
    given = [answers for answers, count in GROUPS.items() for _ in range(count)]
    keys = ("a", "b")
    attempts = QuizAttempt.objects.bulk_create(
        QuizAttempt(
            enrolment=enrolment, quiz=quiz, number=1, started_at=NOW, submitted_at=NOW,
            state="submitted", max_points=2, frozen={"pass_share": "1.00", "items": items},
            points=sum(map(str.__eq__, map(str, answers), keys)), is_passed=answers == keys,
        )
        for enrolment, answers in zip(enrolments, given, strict=True)
    )  # fmt: skip
    Response.objects.bulk_create(
        Response(
            attempt=attempt, position=n, version=versions[n], saved_at=NOW,
            answer=[answer] if answer else [], points=answer == keys[n], is_correct=answer == keys[n],
        )
        for attempt, answers in zip(attempts, given, strict=True)
        for n, answer in enumerate(answers)
    )  # fmt: skip
    for attempt in [a for a in attempts if a.is_passed][:7]:
        Enrolment.objects.filter(pk=attempt.enrolment_id).update(
            state="completed", completed_at=NOW
        )
        CertificateFactory(enrolment=attempt.enrolment)


def state():
    return list(QuizAttempt.objects.order_by("pk").values_list("points", "is_passed"))


def test_the_report_names_exactly_what_a_wrong_key_of_200_attempts_changes(quiz, wrong):
    plant(quiz)
    before = state()
    content = right_is(wrong.content, "b")
    report = check_correction(wrong, content)
    assert state() == before  # a report changes nothing
    assert asdict(report) == {
        "attempts": 200, "more_points": 120, "fewer_points": 70, "newly_passed": 80,
        "no_longer_passed": 50, "certificates": 7,
    }  # fmt: skip
    assert set(asdict(report.told()).values()) == {200, 120, 70, 80, 50, 5}
    actor = UserFactory()
    assert correct_question(version=wrong, content=content, actor=actor, at=NOW) == report
    assert [regrade(limit=150, at=NOW) for _ in range(3)] == [150, 50, 0]
    after = state()
    assert sum(old[0] != new[0] for old, new in zip(before, after, strict=True)) == report.changed
    assert sum(passed for _points, passed in after) == 80
    assert Certificate.objects.filter(state="valid").count() == 7
    assert CertificateReview.objects.filter(decided_at=None).count() == 7
    assert Enrolment.objects.filter(completed_at=NOW).count() == 7
    events = AuditEvent.objects.filter(action="question.regrade")
    assert sum(event.data["changed"] for event in events) == report.changed
    assert AuditEvent.objects.get(action="question.correct").data["more_points"] == 120


def test_new_attempts_and_those_that_run_use_the_right_key(quiz, wrong):
    pool = QuizPart.objects.create(quiz=quiz, position=7, pool=[wrong.pk], draw_count=0)
    answers = {0: "b", 1: "b"}
    attempt = start_attempt(
        enrolment=EnrolmentFactory(course=quiz.lesson.course), quiz=quiz, at=NOW
    )
    content = right_is(wrong.content, "b")
    correct_question(version=wrong, content=content, actor=UserFactory(), at=NOW)
    new = wrong.question.versions.get(number=2)
    pool.refresh_from_db()
    assert pool.pool == [new.pk]
    fresh = EnrolmentFactory(course=quiz.lesson.course)
    second = start_attempt(enrolment=fresh, quiz=quiz, at=NOW)
    assert second.frozen["items"][0]["version"] == new.pk
    shown = {
        n: [shown for shown, own in item["options"] if own == answers[n]]
        for n, item in enumerate(attempt.frozen["items"])
    }
    row = submit_attempt(attempt=QuizAttempt.objects.get(pk=attempt.pk), answers=shown, at=NOW)
    assert row.points == 2
    assert row.responses.get(position=0).version == new
    assert regrade(limit=9, at=NOW) == 0


def test_who_passes_by_the_right_key_has_finished(quiz, wrong):
    enrolment = Enrolment.objects.get(pk=EnrolmentFactory(course=quiz.lesson.course).pk)
    record_step(enrolment=enrolment, lesson=quiz.lesson, position=0, completed=True, at=NOW)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    shown = {
        n: [shown for shown, own in item["options"] if own == "b"]
        for n, item in enumerate(attempt.frozen["items"])
    }
    submit_attempt(attempt=attempt, answers=shown, at=NOW)
    assert Enrolment.objects.get().completed_at is None
    content = right_is(wrong.content, "b")
    correct_question(version=wrong, content=content, actor=UserFactory(), at=NOW)
    assert regrade(limit=9, at=NOW) == 1
    assert Enrolment.objects.get().completed_at == NOW


def test_a_correction_changes_the_key_alone_and_once(quiz, wrong):
    actor = UserFactory()
    with pytest.raises(NothingToCorrectError):
        check_correction(wrong, wrong.content)
    with pytest.raises(NotSameQuestionError):
        check_correction(wrong, wrong.content | {"prompt": "Etwas anderes?"})
    text = QuestionVersionFactory(type="free_text", content=FREE_TEXT)
    with pytest.raises(NotSameQuestionError):
        check_correction(text, FREE_TEXT | {"sample": "anders"})
    content = right_is(wrong.content, "b")
    correct_question(version=wrong, content=content, actor=actor, at=NOW)
    assert wrong.question.versions.get(content=content).author_key == actor.key
    with pytest.raises(NothingToCorrectError):
        correct_question(version=wrong, content=content, actor=actor, at=NOW)


def test_a_newer_wording_stays_the_newest_and_the_origin_is_kept(wrong):
    wrong.content |= {"origin": {"id": "moodle-7"}}
    wrong.save()
    values = {"question": wrong.question, "type": wrong.type, "locale": "de", "at": NOW}
    newer = revise_question(content=wrong.content | {"prompt": "Neuer Wortlaut?"}, **values)
    sent = {name: value for name, value in wrong.content.items() if name != "origin"}
    actor = UserFactory()

    def corrected(version, own):
        correct_question(version=version, content=right_is(sent, own), actor=actor, at=NOW)
        version.refresh_from_db()
        return version.corrected_by

    def newest():
        return newest_versions(Partner.objects.all()).get(question=wrong.question)

    third = corrected(wrong, "b")
    assert (third.number, third.author_key) == (3, actor.key)
    assert third.content["origin"] == {"id": "moodle-7"}
    fourth = corrected(third, "a")
    assert newest() == newer
    edited = newer.content | {"prompt": "Noch neuer?"}
    assert revise_question(content=edited, based_on=newer.number, **values) == newest()
    sent = newest().content
    assert corrected(newest(), "b") == newest()  # what corrects the newest is the newest
    assert list(wrong.question.versions.order_by(*OLDEST_FIRST).values_list("number", flat=True)) == [
        1, 3, fourth.number, newer.number, 5, 6
    ]  # fmt: skip


def test_an_order_is_corrected_with_its_places(quiz):
    version = QuestionVersionFactory(type="ordering", content=QUESTIONS["ordering"])
    quiz.parts.all().delete()
    QuizPart.objects.create(quiz=quiz, position=0, version=version)
    attempt = start_attempt(
        enrolment=EnrolmentFactory(course=quiz.lesson.course), quiz=quiz, at=NOW
    )
    items = ["Code eingeben", "Seite öffnen", "Passwort eingeben"]
    item = attempt.frozen["items"][0]
    labels = QUESTIONS["ordering"]["items"]
    wanted = {place: str(items.index(labels[place]) + 1) for place in range(3)}
    given = [
        next(shown for shown, own in item["places"][place] if own == wanted[place])
        for place in item["order"]
    ]
    assert submit_attempt(attempt=attempt, answers={0: given}, at=NOW).points == 0
    content = QUESTIONS["ordering"] | {"items": items}
    report = correct_question(version=version, content=content, actor=UserFactory(), at=NOW)
    assert (report.more_points, report.newly_passed) == (1, 1)
    regrade(limit=9, at=NOW)
    row = QuizAttempt.objects.get()
    assert (row.points, row.is_passed) == (3, True)
    assert row.responses.get().answer == ["1", "2", "3"]
    # What was shown first is still shown first.
    shown = [items[place] for place in row.frozen["items"][0]["order"]]
    assert shown == [labels[place] for place in item["order"]]
