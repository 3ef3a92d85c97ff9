import pytest

from courses.actions.quiz import check_answer, submit_attempt
from courses.grading.content import parse
from courses.grading.scoring import grade
from courses.models import QuestionVersion
from courses.queries.attempt import questions
from courses.queries.results import asked, practice_result, results
from tests.factories.courses import QuestionVersionFactory
from tests.support.world import FREE_TEXT, NOW, QUESTIONS, SECRET

pytestmark = pytest.mark.django_db


def test_results_come_after_submission_only(attempt):
    assert results(attempt, reveals=True) == []
    closed = submit_attempt(attempt=attempt, answers={}, at=NOW)
    hidden = results(closed, reveals=False)
    assert [result.solution for result in hidden] == [[]] * len(QUESTIONS)
    shown = results(closed, reveals=True)
    assert shown[0].solution == ["Vier lange Wörter"]
    assert shown[2].solution == ["falsch"]
    assert shown[4].solution == ["12.7391"]
    assert shown[5].solution == [
        "Zweiter Faktor → Code vom Telefon",
        "Passwort → Etwas, das man weiß",
    ]
    assert shown[6].solution == ["1: Seite öffnen", "2: Passwort eingeben", "3: Code eingeben"]
    assert shown[7].solution == ["1: lang", "2: nie"]
    assert shown[8].solution == ["Ein geschlossenes Vorhängeschloss"]
    assert shown[9].solution == []


def test_what_was_filled_in_comes_back(attempt):
    cloze = questions(attempt)[7]
    answers = {7: ["lang", cloze.places[1].options[0].id]}
    closed = submit_attempt(attempt=attempt, answers=answers, at=NOW)
    shown = results(closed, reveals=True)[7].question
    assert [place.given for place in shown.places] == ["lang", cloze.places[1].options[0].text]
    assert (shown.places[0].before, shown.after) == ("Ein Passwort ist ", " geteilt.")


def test_a_pair_with_a_number_is_shown_as_a_pair(attempt):
    version = QuestionVersion.objects.get(type="matching")
    version.content |= {"pairs": [["Mauerfall", "1989"], ["Einheit", "1990"]]}
    version.save()
    closed = submit_attempt(attempt=attempt, answers={}, at=NOW)
    assert results(closed, reveals=True)[5].solution == ["Mauerfall → 1989", "Einheit → 1990"]


def test_what_was_checked_is_shown_with_feedback_but_no_solution(attempt):
    attempt.frozen["checks"] = True
    attempt.save()
    check_answer(attempt=attempt, position=3, answers={3: "Kabel"}, at=NOW)
    rows = asked(attempt, checkable={3})
    assert [row.result is None for row in rows] == [n != 3 for n in range(len(QUESTIONS))]
    result = rows[3].result
    assert (result.points, result.is_correct, result.solution) == (0, False, [])
    assert SECRET in result.feedback[0]


def test_in_a_practice_nobody_grades_a_text():
    version = QuestionVersionFactory(type="free_text", content=FREE_TEXT)
    question = parse("free_text", FREE_TEXT)
    item, answer = {"version": version.pk, "options": [], "max_chars": 600}, "So etwa."
    view = practice_result(0, item, version, answer, result=grade(question, answer))
    assert (view.is_ungraded, view.sample, view.solution, view.rubric) == (True, "", [], [])
