import json
from dataclasses import asdict

import pytest

from courses.actions.quiz import submit_attempt
from courses.models import QuestionVersion
from courses.queries.attempt import questions, results
from tests.support.world import NOW, QUESTIONS, SECRET

pytestmark = pytest.mark.django_db


def test_questions_carry_no_solution_of_any_kind(attempt):
    shown = [asdict(question) for question in questions(attempt)]
    assert len(shown) == len(QUESTIONS)
    text = json.dumps(shown, ensure_ascii=False)
    for word in (SECRET, "is_correct", "accepted", "tolerance", "12.7391"):
        assert word not in text


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
    assert shown[8].solution == []


def test_the_order_of_places_and_options_says_nothing(attempt):
    matching, ordering = questions(attempt)[5:7]
    assert [place.before for place in ordering.places] != QUESTIONS["ordering"]["items"]
    for place in matching.places:
        texts = [option.text for option in place.options]
        assert texts == sorted(texts, key=str.casefold)
    ids = [option.id for place in matching.places for option in place.options]
    assert len(set(ids)) == len(ids)


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
