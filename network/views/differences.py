"""What somebody typed beside what somebody else stored meanwhile."""

from collections.abc import Container
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _


def differences(
    form: forms.BaseForm, *, skip: Container[str] = ("version",)
) -> list[tuple[str, str, str]]:
    """Label, typed and stored words of each field that differs.

    ``form`` is bound, with the stored values as its initial ones; ``skip`` names the fields that
    are not stored as they are typed.
    """
    changed = [name for name in form.changed_data if name not in skip]
    rows = [(_label(form, name), _typed(form, name), _stored(form, name)) for name in changed]
    return [(label, typed, stored) for label, typed, stored in rows if typed != stored]


def _label(form: forms.BaseForm, name: str) -> str:
    """The field's label, with a number where several have the same."""
    label = str(form.fields[name].label)
    number = name.rpartition("-")[2]
    is_shared = [str(field.label) for field in form.fields.values()].count(label) > 1
    return f"{label} ({int(number) + 1})" if is_shared and number.isdigit() else label


def _typed(form: forms.BaseForm, name: str) -> str:
    return _readable(form.fields[name], form[name].value())


def _stored(form: forms.BaseForm, name: str) -> str:
    field = form.fields[name]
    return _readable(field, field.prepare_value(form.get_initial_for_field(field, name)))


def _readable(field: forms.Field, value: Any) -> str:
    """What a person would read in the field."""
    if isinstance(field, forms.ChoiceField):
        many = value if isinstance(value, list | tuple) else [value]
        wanted = {str(one) for one in many if one not in {None, ""}}
        choices = [(str(key), str(label)) for key, label in cast("Any", field.choices)]
        return ", ".join(label for key, label in choices if key in wanted)
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    return "" if value is None else " ".join(str(value).split())
