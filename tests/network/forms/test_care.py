"""The forms of words and weights: what they refuse, and what they make of what was typed."""

import pytest

from lms.taxonomy.models import TargetGroup
from network.forms.care import LexiconForm, NearnessForm, SubstitutionForm
from network.models import CategorySubstitution, LexiconTerm, ResourceCategory, TargetGroupNearness

pytestmark = pytest.mark.django_db


def pair(first, second, weight="0.5"):
    return {"category_a": first, "category_b": second, "weight": weight}


def test_a_pair_stands_once_whichever_way_round():
    known = CategorySubstitution.objects.first()
    one, two = known.category_a_id, known.category_b_id
    for data in (pair(one, two), pair(two, one)):
        assert "Dieses Paar gibt es schon." in SubstitutionForm(data).non_field_errors()
    own = SubstitutionForm(pair(two, one, "0.25"), instance=known)
    assert own.is_valid()
    own.save()
    known.refresh_from_db()
    assert known.weight == 0.25


def test_a_pair_needs_two_different_entries_and_a_share():
    CategorySubstitution.objects.all().delete()
    one, two = ResourceCategory.objects.values_list("pk", flat=True)[:2]
    assert "verschiedene" in str(SubstitutionForm(pair(one, one)).non_field_errors())
    missing = SubstitutionForm(pair(one, ""))
    assert set(missing.errors) == {"category_b"}
    assert not SubstitutionForm(pair(one, two, "1.5")).is_valid()
    assert SubstitutionForm(pair(one, two, "1")).is_valid()


def test_target_groups_are_paired_alike():
    TargetGroupNearness.objects.all().delete()
    one, two = TargetGroup.objects.values_list("pk", flat=True)[:2]
    assert NearnessForm({"group_a": one, "group_b": two, "weight": "0.3"}).save().weight == 0.3
    turned = NearnessForm({"group_a": two, "group_b": one, "weight": "0.3"})
    assert "Dieses Paar gibt es schon." in turned.non_field_errors()


def test_a_word_is_kept_in_one_spelling_for_its_tag():
    data = {"tag": "field:energy", "synonym": "  Strom   sparen "}
    row = LexiconForm(data).save()
    row.refresh_from_db()
    assert (row.group, row.code, row.synonym) == ("field", "energy", "Strom sparen")
    assert "Dieses Wort steht schon da." in LexiconForm(data).non_field_errors()
    assert LexiconForm({**data, "tag": "field:education"}).is_valid()
    assert LexiconForm(data, instance=row).is_valid()
    assert set(LexiconForm({**data, "tag": "field:nowhere"}).errors) == {"tag"}


def test_the_form_shows_the_tag_a_word_stands_for():
    row = LexiconTerm.objects.create(group="field", code="energy", synonym="Stromlehre")
    page = LexiconForm(instance=row).as_p()
    assert '<option value="field:energy" selected>' in page
    assert '<optgroup label="Handlungsfeld">' in page
