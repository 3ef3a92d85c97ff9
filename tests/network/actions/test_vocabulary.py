"""The network's own vocabularies."""

import pytest

from network.actions.vocabulary import load_network_vocabulary, read
from network.enums import PartnerKind
from network.models import (
    AreaWeight,
    CategorySubstitution,
    KindProfile,
    ResourceCategory,
    TargetGroupNearness,
)

pytestmark = pytest.mark.django_db
MODELS = [
    AreaWeight, CategorySubstitution, KindProfile, ResourceCategory, TargetGroupNearness,
]  # fmt: skip


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def test_everything_is_there_after_loading():
    assert ResourceCategory.objects.count() == 12
    assert set(KindProfile.objects.values_list("kind", flat=True)) == set(PartnerKind.values)
    assert set(AreaWeight.objects.values_list("area", flat=True)) == set("12345")
    library = KindProfile.objects.get(kind=PartnerKind.LIBRARY)
    assert set(library.stages.values_list("code", flat=True)) == {"practice", "primary", "adult"}


def test_loading_again_changes_nothing():
    before = rows()
    load_network_vocabulary()
    assert rows() == before


def test_weights_that_staff_edited_stay():
    CategorySubstitution.objects.update(weight=0.1)
    KindProfile.objects.update(radius_km=99)
    AreaWeight.objects.update(priority=2.0)
    load_network_vocabulary()
    assert set(CategorySubstitution.objects.values_list("weight", flat=True)) == {0.1}
    assert set(KindProfile.objects.values_list("radius_km", flat=True)) == {99}
    assert set(AreaWeight.objects.values_list("priority", flat=True)) == {2.0}


def test_the_file_names_its_source():
    assert read("vocabulary")["source"]
    assert read("vocabulary")["licence"]
