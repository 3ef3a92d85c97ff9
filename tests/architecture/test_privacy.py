"""Every field of every model stands in ``lms/privacy/``; the printed register is up to date."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import isolate_apps

from lms.accounts.models import User
from lms.accounts.privacy.checking import findings
from lms.accounts.privacy.looks import look_kinds
from lms.accounts.privacy.persons import points_at_person
from lms.accounts.privacy.register import as_markdown
from lms.accounts.privacy.registry import Erasure, How, Kind, activities, entries
from lms.accounts.privacy.rules import rules
from lms.celery import app
from lms.settings.env import ROOT

PAGE = ROOT / "docs" / "privacy-register.md"


def test_every_field_of_every_model_is_classified():
    assert findings() == []
    assert len(entries()) > 150


def test_a_new_field_without_a_line_is_found():
    known = dict(entries())
    kinds = dict(known["accounts.User"].kinds)
    del kinds["display_name"]
    known["accounts.User"] = replace(known["accounts.User"], kinds=kinds)
    assert findings(known=known) == ["accounts.User: display_name is not classified"]


def test_a_new_model_without_an_entry_is_found():
    known = {label: entry for label, entry in entries().items() if label != "courses.Response"}
    assert findings(known=known) == ["courses.Response: no entry"]


@isolate_apps("lms.accounts")
def test_a_throwaway_model_that_points_at_a_person_is_found():
    class Diary(models.Model):
        user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
        text = models.TextField()

        class Meta:
            app_label = "accounts"

    assert findings([*apps.get_models(), Diary]) == ["accounts.Diary: no entry"]
    entry = replace(
        entries()["courses.Section"],
        label="accounts.Diary",
        kinds={"id": Kind.NONE, "user": Kind.PERSONAL, "text": Kind.PERSONAL},
    )
    wrong = findings([*apps.get_models(), Diary], {**entries(), "accounts.Diary": entry})
    assert "accounts.Diary: user leads to a person, but is no way to one" in wrong


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"activity": "fun"}, "unknown activity fun"),
        ({"own_text": ("story",)}, "own_text: story is no field"),
        ({"person": {"owner": None}}, "person: owner leads nowhere"),
        ({"erase": Erasure(How.NOTHING)}, "erase: is missing"),
        ({"erase": Erasure(How.KEEP)}, "erase: has no reason"),
        ({"erase": Erasure(How.DELETE, paths=("text",))}, "erase: text is no way"),
        ({"what": ""}, "has no title"),
    ],
)
def test_stale_and_contradictory_lines_are_found(change, sentence):
    label = "courses.ReflectionNote"
    known = {**entries(), label: replace(entries()[label], **change)}
    assert f"{label}: {sentence}" in findings(known=known)


def test_a_line_outlives_no_model():
    known = {**entries(), "courses.Gone": replace(entries()["courses.Section"], label="x")}
    assert findings(known=known) == ["courses.Gone: no such model"]


def test_every_foreign_key_to_a_person_is_a_way_or_explained():
    """Counted anew from the models, not by the code that checks the registry."""
    found = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        if not model._meta.proxy
        for field in model._meta.local_fields
        if points_at_person(field)
    ]
    missing = [
        (label, name)
        for label, name in found
        if name not in entries()[label].person and name not in (entries()[label].apart or {})
    ]
    assert missing == []
    assert len(found) > 40


def test_the_printed_register_equals_the_data():
    assert PAGE.read_text("utf-8") == as_markdown()
    call_command("privacy_register", "--check")


def test_an_old_register_fails_the_check(monkeypatch):
    monkeypatch.setattr(
        "lms.accounts.management.commands.privacy_register.as_markdown", lambda: "older"
    )
    with pytest.raises(CommandError, match="older than lms/privacy"):
        call_command("privacy_register", "--check")


def test_looks_name_fields_of_the_registry():
    fields = {f"{label}.{name}" for label, entry in entries().items() for name in entry.kinds}
    for kind in look_kinds().values():
        assert set(kind.fields) - {"*"} <= fields, kind.action


def test_retention_rules_name_what_exists():
    app.loader.import_default_modules()
    for rule in rules():
        assert rule.activity in activities(), rule.code
        if rule.task:
            assert rule.task in app.tasks, rule.code
        assert not (rule.task and rule.act), rule.code


@pytest.mark.django_db
def test_every_rule_can_count():
    from tests.factories.courses import NOW

    counts = {rule.code: rule.due(at=NOW) for rule in rules() if rule.count}
    assert set(counts.values()) == {0}
    assert len(counts) > 10
    assert connection.vendor in {"sqlite", "postgresql"}
