"""Organisations that are probably the same."""

import pytest

from network.enums import PartnerState
from network.queries.duplicates import (
    comparable,
    is_alike,
    similar_names,
    similar_partners,
    similar_to_each,
)
from tests.factories.network import PartnerFactory
from tests.support.queries import expect_statements


@pytest.mark.parametrize(
    "other",
    [
        "KITA Sonnenschein e.V.", "Kita Sonnenschein e. V.", "kita sonnenschein gGmbH",
        "Sonnenschein, Kita", "Kita „Sonnenschein“", "Kita Sonnenschien", "KITA SONNENSCHEIN eG",
    ],
)  # fmt: skip
def test_the_same_house_in_other_spellings(other):
    assert is_alike(comparable("Kita Sonnenschein"), comparable(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kita Sonnenschein", "Kita Sonnenblume"),
        ("Kita Sonnenschein", "Hort Sonnenschein"),
        ("Oberschule 1", "Oberschule 2"),
        ("Grundschule Sandow", "Grundschule Ströbitz"),
        ("", ""),
    ],
)
def test_other_houses(one, other):
    assert not is_alike(comparable(one), comparable(other))


def test_legal_forms_umlauts_and_order_do_not_count():
    assert comparable("Müller & Söhne GmbH & Co. KG") == comparable("söhne Müller")
    assert comparable("e.V.") == "ev"


def test_names_are_picked_from_a_list():
    assert similar_names("Kita Wiese", ["KITA Wiese e.V.", "Hort Wiese"]) == ["KITA Wiese e.V."]


@pytest.mark.django_db
def test_listed_partners_are_found_drafts_and_archived_are_not():
    listed = PartnerFactory(name="Kita Wiese", state=PartnerState.PROVISIONAL)
    PartnerFactory(name="Kita Wiese!", state=PartnerState.DRAFT)
    PartnerFactory(name="Kita-Wiese", state=PartnerState.ARCHIVED)
    (found,) = similar_partners("KITA Wiese e.V.")
    assert (found.key, found.slug, found.is_provisional) == (listed.key, listed.slug, True)
    assert similar_partners("Kita Wiese", exclude=listed.pk) == []


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_many_names_cost_one_query(rows):
    for number in range(rows):
        PartnerFactory(name=f"Haus am See {number}")
    with expect_statements(1):
        found = similar_to_each([f"Haus am See {number}" for number in range(rows)])
    assert [len(group) for group in found] == [1] * rows
