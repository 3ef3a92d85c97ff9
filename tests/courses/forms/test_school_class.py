"""Forms of classes: they ask for no person, and know only what belongs to the class."""

import re
from datetime import date

import pytest
from django import forms as django_forms

from courses.forms import school_class as forms
from network.models import Partner
from tests.support.school_class import ENDS, NOW, room

pytestmark = pytest.mark.django_db
PERSONAL = re.compile(r"(^|_)(e?mail|birth|geburt|first|last|vorname|nachname|phone|photo|name)")


def test_no_form_of_the_class_flow_has_a_field_for_a_person():
    found = [
        name
        for form in vars(forms).values()
        if isinstance(form, type) and issubclass(form, django_forms.BaseForm)
        and form.__module__ == forms.__name__
        for name in form.base_fields
    ]  # fmt: skip
    assert len(found) > 10
    assert [name for name in found if PERSONAL.search(name)] == []


def test_a_class_belongs_to_a_house_of_its_lead():
    here, other = room(seats=0), room(seats=0)
    data = {"partner": other.house.key, "kind": "school", "title": "7b", "ends_on": "2027-07-31"}
    partners = Partner.objects.filter(pk=here.house.pk)
    assert list(forms.ClassForm(data, partners=partners, ends_on=ENDS).errors) == ["partner"]
    form = forms.ClassForm(data | {"partner": here.house.key}, partners=partners, ends_on=ENDS)
    assert form.is_valid()
    assert form.cleaned_data["ends_on"] == date(2027, 7, 31)


def test_seats_of_other_classes_do_not_exist():
    here, other = room(seats=1), room(seats=1)
    for key, is_valid in ((here.cards[0].seat.key, True), (other.cards[0].seat.key, False)):
        form = forms.SeatsForm({"seats": [key]}, school_class=here.school_class)
        assert form.is_valid() is is_valid


def test_a_task_names_what_and_whom():
    here = room(seats=1)
    group = here.school_class.groups.create(title="Rot")
    arguments = {"school_class": here.school_class, "course": here.course}
    arguments |= {"language": "de", "at": NOW}
    form = forms.TaskForm(
        {"part": f"t-{here.quiz.key}", "who": f"g-{group.pk}", "due_on": "2026-12-01"}, **arguments
    )
    assert form.is_valid()
    assert (form.target().quiz, form.target().group) == (here.quiz, group)
    assert form.due_at().isoformat() == "2026-12-01T23:59:00+01:00"
    whole = forms.TaskForm({}, **arguments)
    assert whole.is_valid()
    assert (whole.target().lesson, whole.target().seat, whole.due_at()) == (None, None, None)
    assert not forms.TaskForm({"who": "s-bcdfghjkmn"}, **arguments).is_valid()


def test_a_claim_needs_five_pictures():
    data = {"code": "bcdf", **{f"picture-{n}": "sun" for n in range(1, 6)}}
    form = forms.ClaimForm(data)
    assert form.is_valid()
    assert form.pictures() == ["sun"] * 5
    assert not forms.ClaimForm(data | {"picture-5": ""}).is_valid()
