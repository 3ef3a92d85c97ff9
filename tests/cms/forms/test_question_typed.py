"""Answers that give a part of the points go through the forms unharmed."""

import pytest

from cms.forms.question_places import FORMS

ASKED = {"prompt": "?", "points": 1, "feedback": "", "hint": ""}
TEXT = {**ASKED, "accepted": ["Spree"], "is_case_sensitive": False, "is_accent_sensitive": True}
NUMBER = {**ASKED, "value": "3", "tolerance": "0", "unit": ""}


def sent(kind, content, **changes):
    initial = FORMS[kind].initial_of(content)
    data = {name: value for name, value in initial.items() if value is not False}
    return FORMS[kind]({**data, "tags": "", **changes})


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("short_text", {**TEXT, "weighted": [{"text": "Spre", "weight": "50", "feedback": "Fast."}]}),
        ("short_text", TEXT),
        ("numeric", {**NUMBER, "weighted": [{"value": "3", "tolerance": "1", "weight": "50", "feedback": ""}]}),
        ("numeric", NUMBER),
    ],
)  # fmt: skip
def test_weighted_answers_come_back_as_they_were(kind, content):
    form = sent(kind, content)
    assert form.is_valid(), form.errors
    assert form.content() == content


def test_what_makes_no_sense_is_said_where_it_stands():
    form = sent("short_text", TEXT, weighted="120 | Spre")
    assert form.errors == {"weighted": ["Ein Anteil liegt zwischen 0 und 100 Prozent, bei Kreuzen ab -100."]}  # fmt: skip
    form = sent("numeric", NUMBER, weighted="50 | viel")
    assert list(form.errors) == ["weighted"]
