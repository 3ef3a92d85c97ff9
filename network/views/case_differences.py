"""What somebody typed beside what somebody else stored meanwhile."""

from typing import Any, cast

from django import forms

from network.forms.case import CaseForm


def differences(form: CaseForm) -> list[tuple[str, str, str]]:
    """Label, typed and stored words of each field that differs.

    ``form`` is bound, with the stored values as its initial ones.
    """
    return [
        (_label(form, name), typed, stored)
        for name, field in form.fields.items()
        if name != "version"
        for typed, stored in [(_words(form, field, name), _stored(form, field, name))]
        if typed != stored
    ]


def _label(form: CaseForm, name: str) -> str:
    label = str(form.fields[name].label)
    stem, _dash, number = name.rpartition("-")
    return f"{label} ({int(number) + 1})" if stem and number.isdigit() else label


def _words(form: CaseForm, field: forms.Field, name: str) -> str:
    if field.disabled:
        return _stored(form, field, name)
    return _readable(field, form[name].value())


def _stored(form: CaseForm, field: forms.Field, name: str) -> str:
    return _readable(field, field.prepare_value(form.get_initial_for_field(field, name)))


def _readable(field: forms.Field, value: Any) -> str:
    """What a person would read in the field."""
    if isinstance(field, forms.ChoiceField):
        many = value if isinstance(value, list | tuple) else [value]
        wanted = {str(one) for one in many if one not in {None, ""}}
        choices = [(str(key), str(label)) for key, label in cast("Any", field.choices)]
        return ", ".join(label for key, label in choices if key in wanted)
    return "" if value is None else " ".join(str(value).split())
