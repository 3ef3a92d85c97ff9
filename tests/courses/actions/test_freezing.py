import pytest

from courses.actions.enrolment import enrol
from courses.actions.freezing import read_answer
from courses.actions.quiz import start_attempt
from courses.models import QuizPart
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, QuestionVersionFactory, QuizFactory


def prepared(**settings):
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), **settings)
    run = course.runs.select_related("course").get()
    return enrol(user=UserFactory(), run=run, at=NOW), quiz


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "asked"), [("en", "en"), ("de", "de"), ("", "de"), ("x", "de")]
)
def test_questions_come_in_the_learners_language_else_in_the_first(language, asked):
    enrolment, quiz = prepared(questions=0)
    versions = {code: QuestionVersionFactory(locale=code) for code in ("de", "en")}
    for position, (code, version) in enumerate(versions.items()):
        QuizPart.objects.create(quiz=quiz, position=position, version=version, locale=code)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW, language=language)
    assert [item["version"] for item in attempt.frozen["items"]] == [versions[asked].pk]


@pytest.mark.django_db
def test_a_draw_takes_so_many_from_the_pool():
    enrolment, quiz = prepared(questions=0)
    pool = [QuestionVersionFactory().pk for _ in range(5)]
    QuizPart.objects.create(quiz=quiz, position=0, pool=pool, draw_count=3)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    drawn = [item["version"] for item in attempt.frozen["items"]]
    assert len(set(drawn)) == 3
    assert set(drawn) <= set(pool)


@pytest.mark.django_db
def test_no_draw_takes_a_question_that_is_asked_already():
    enrolment, quiz = prepared(questions=1)
    fixed = quiz.parts.get().version
    newer = QuestionVersionFactory(question=fixed.question, number=2)
    scarce, shared, other = (QuestionVersionFactory().pk for _ in range(3))
    pools = [[newer.pk, scarce, shared, other], [scarce, shared], [scarce]]
    for position, (pool, count) in enumerate(zip(pools, (1, 1, 1), strict=True), 1):
        QuizPart.objects.create(quiz=quiz, position=position, pool=pool, draw_count=count)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    asked = [item["version"] for item in attempt.frozen["items"]]
    assert asked == [fixed.pk, other, shared, scarce]


def test_strangers_among_the_options_vanish():
    item = {"options": [["x1", "a"], ["x2", "b"]]}
    assert read_answer(item, ["x2", "b", "zz"]) == ["b"]
    assert read_answer(item, "x1") == []
    assert read_answer({"options": []}, ["x"]) is None


PLACES = {
    "matching": {"prompt": "?", "points": 2, "pairs": [["a", "A"], ["b", "B"], ["c", "C"]]},
    "ordering": {"prompt": "?", "points": 3, "items": ["eins", "zwei", "drei", "vier"]},
    "cloze": {"prompt": "?", "points": 2, "text": "[[Spree]] und [[=nass|hart]]"},
}


def frozen_item(kind):
    version = QuestionVersionFactory(type=kind, content=PLACES[kind])
    enrolment, quiz = prepared(questions=0)
    QuizPart.objects.create(quiz=quiz, position=0, version=version)
    return start_attempt(enrolment=enrolment, quiz=quiz, at=NOW).frozen["items"][0]


@pytest.mark.django_db
def test_entries_to_be_ordered_are_never_shown_in_their_order():
    for _ in range(20):
        order = frozen_item("ordering")["order"]
        assert sorted(order) == [0, 1, 2, 3]
        assert order != [0, 1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLACES)
def test_places_are_read_in_the_questions_own_order(kind):
    item = frozen_item(kind)
    own = {
        "matching": ["o2", "o0", "o1"],
        "ordering": ["4", "2", "1", "3"],
        "cloze": ["Oder", "o0"],
    }
    shown = {
        place: next((name for name, known in options if known == own[kind][place]), "Oder")
        for place, options in enumerate(item["places"])
    }
    assert read_answer(item, [shown[place] for place in item["order"]]) == own[kind]


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, "x", [], ["zzz"], ["zzz"] * 50])
def test_strange_answers_fill_no_place(given):
    item = frozen_item("matching")
    assert read_answer(item, given) == ["", "", ""]
