"""Whose certificates are printed, with which names."""

import pytest

from courses.enums import ClassKind
from courses.forms.class_certificates import PrintForm
from courses.queries.class_certificates import class_graduates
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def graduates():
    here = assigned(room(seats=2, kind=ClassKind.ADULTS))
    here.finish(*here.cards)
    return class_graduates(here.school_class, course="", language="de").ready


def test_an_untouched_form_prints_everybody_without_names(graduates):
    form = PrintForm(None, graduates=graduates)
    assert [(one, field.value(), is_chosen) for one, field, is_chosen in form.rows()] == [
        (one, None, True) for one in graduates
    ]


def test_only_who_is_chosen_is_printed_by_alias(graduates):
    first, second = (one.seat.key for one in graduates)
    data = {"seats": [second], f"name-{first}": "Ada", f"name-{second}": "  Božena  "}
    form = PrintForm(data, graduates=graduates)
    assert form.is_valid()
    assert form.printed() == [(graduates[1], "Božena")]
    assert [is_chosen for _one, _field, is_chosen in form.rows()] == [False, True]
    data = {"seats": [second, first], f"name-{second}": "Božena"}
    form = PrintForm(data, graduates=graduates)
    assert form.is_valid()
    assert form.printed() == [(graduates[0], ""), (graduates[1], "Božena")]


def test_nobody_a_stranger_and_a_name_too_long_are_refused(graduates):
    key = graduates[0].seat.key
    wrong = {
        "seats": [{}, {"seats": ["nichtsda22"]}],
        f"name-{key}": [{"seats": [key], f"name-{key}": "W" * 121}],
    }
    for field, bodies in wrong.items():
        for body in bodies:
            assert list(PrintForm(body, graduates=graduates).errors) == [field]
