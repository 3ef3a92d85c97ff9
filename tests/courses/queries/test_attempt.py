import json
from dataclasses import asdict
from datetime import timedelta

import pytest

from courses.queries.attempt import (
    checkable_positions,
    fixed_positions,
    overdue_attempts,
    questions,
)
from tests.support.world import NOW, QUESTIONS, SECRET

pytestmark = pytest.mark.django_db


def test_questions_carry_no_solution_of_any_kind(attempt):
    shown = [asdict(question) for question in questions(attempt)]
    assert len(shown) == len(QUESTIONS)
    text = json.dumps(shown, ensure_ascii=False)
    for word in (SECRET, "is_correct", "accepted", "tolerance", "12.7391"):
        assert word not in text


def test_the_order_of_places_and_options_says_nothing(attempt):
    matching, ordering = questions(attempt)[5:7]
    assert [place.before for place in ordering.places] != QUESTIONS["ordering"]["items"]
    for place in matching.places:
        texts = [option.text for option in place.options]
        assert texts == sorted(texts, key=str.casefold)
    ids = [option.id for place in matching.places for option in place.options]
    assert len(set(ids)) == len(ids)


def test_only_where_a_test_checks_at_once_answers_are_checked_or_fixed(
    attempt, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert (checkable_positions(attempt), fixed_positions(attempt)) == (set(), set())
    attempt.frozen["checks"] = True
    assert checkable_positions(attempt) == set(range(len(QUESTIONS))) - {9}  # not the scale


def test_overdue_is_what_is_open_after_its_end(attempt):
    assert list(overdue_attempts(NOW)) == []
    attempt.due_at = NOW
    attempt.save()
    assert list(overdue_attempts(NOW)) == []
    assert list(overdue_attempts(NOW + timedelta(seconds=1))) == [attempt]
