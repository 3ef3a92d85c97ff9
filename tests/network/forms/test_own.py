"""What the forms of a partner's own pages share."""

from django import forms
from django.http import QueryDict

from network.forms.own import OwnForm, Section


class Sample(OwnForm):
    name = forms.CharField(label="Name")
    is_open = forms.BooleanField(label="Offen", required=False)
    size = forms.ChoiceField(label="Größe", choices=[("", "–"), ("s", "klein")], required=False)
    SECTIONS = (Section("eins", "Eins", ("name", "size")), Section("zwei", "Zwei", ("is_open",)))


def sample(text, **initial):
    form = Sample(QueryDict(text), initial={"name": "Haus", **initial})
    form.is_valid()
    return form


def test_sections_hold_their_fields_in_order():
    first, second = Sample().sections()
    assert [field.name for field in first.fields] == ["name", "size"]
    assert (second.anchor, second.title) == ("zwei", "Zwei")


def test_differences_are_told_in_words():
    form = sample("version=3&name=Neu&size=s&is_open=on")
    assert [(d.title, d.stored, d.typed) for d in form.differences()] == [
        ("Name", "Haus", "Neu"), ("Offen", "–", "ja"), ("Größe", "–", "klein"),
    ]  # fmt: skip


def test_what_is_the_same_is_no_difference():
    assert sample("version=3&name=Haus").differences() == []


def test_the_next_attempt_counts_from_another_version():
    form = sample("version=3&name=Neu")
    form.against(8)
    assert form["version"].value() == "8"
    assert form["name"].value() == "Neu"


def test_unjudged_shows_what_was_typed_and_no_fault():
    form = sample("name=&size=s")
    form.unjudged()
    assert not form.errors
    assert form["size"].value() == "s"
