"""What rules are read against."""

import pytest

from lms.taxonomy.models import District
from network.queries.funding_terms import regions, vocabulary
from tests.factories.network import PartnerFactory, PlaceFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def test_codes_have_names_in_both_languages():
    with expect_statements(4):
        words = vocabulary()
    assert (words["kind"]["library"].de, words["region"]["bb"].de) == ("Bibliothek", "Brandenburg")
    assert words["field"]["energy"].en == "Energy"
    assert words["competence"]["2.5"].de.startswith("2.5 ")


def test_places_say_where():
    town, near, unknown = PartnerFactory(), PartnerFactory(), PartnerFactory()
    PlaceFactory(partner=town)
    PlaceFactory(partner=near, city="Anderswo", district=District.objects.first())
    PlaceFactory(partner=unknown, city="Anderswo")
    assert regions([town]) == {"eu", "de", "bb", "lausitz", "cottbus"}
    assert regions([near]) == {"eu", "de", "bb", "lausitz"}
    assert regions([unknown]) == frozenset()
