"""Keeping the words and weights: only city staff, and every change is logged."""

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from lms.taxonomy.models import EducationStage
from network.actions.care import keep_row, remove_row
from network.models import KindProfile, LexiconTerm
from tests.factories.accounts import UserFactory
from tests.support.matching import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(is_city_staff=True)


def word(**facts):
    return LexiconTerm(group="target_group", code="parents", synonym="Sorgeberechtigte", **facts)


def keep(row, actor, table="woerter", **related):
    keep_row(table=table, row=row, related=related, actor=actor, at=NOW)


def test_adding_changing_and_removing_are_told_apart_in_the_log(staff):
    row = word()
    keep(row, staff)
    key = f"woerter/{row.pk}"
    row.synonym = "Erziehende"
    keep(row, staff)
    assert LexiconTerm.objects.get(pk=row.pk).synonym == "Erziehende"
    remove_row(table="woerter", row=row, actor=staff, at=NOW)
    assert not LexiconTerm.objects.filter(code="parents", synonym="Erziehende").exists()
    events = AuditEvent.objects.filter(object_type="vocabulary", object_key=key).order_by("pk")
    assert [(event.action, event.data["synonym"]) for event in events] == [
        ("vocabulary.add", "Sorgeberechtigte"),
        ("vocabulary.change", "Erziehende"),
        ("vocabulary.remove", "Erziehende"),
    ]
    assert {(event.actor_key, event.at) for event in events} == {(staff.key, NOW)}


def test_relations_are_stored_with_the_row(staff):
    profile = KindProfile.objects.get(kind="library")
    stages = EducationStage.objects.filter(code__in=["primary", "secondary"])
    profile.radius_km = 7
    keep(profile, staff, "arten", stages=stages)
    stored = KindProfile.objects.get(kind="library")
    assert (stored.radius_km, set(stored.stages.all())) == (7, set(stages))


def test_others_change_nothing():
    stranger, known = UserFactory(), LexiconTerm.objects.first()
    with pytest.raises(NotAllowedError):
        keep(word(), stranger)
    with pytest.raises(NotAllowedError):
        remove_row(table="woerter", row=known, actor=stranger, at=NOW)
    assert not LexiconTerm.objects.filter(synonym="Sorgeberechtigte").exists()
    assert LexiconTerm.objects.filter(pk=known.pk).exists()
    assert not AuditEvent.objects.filter(object_type="vocabulary").exists()
