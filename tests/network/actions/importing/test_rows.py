"""Rows and relations are written only where something is new."""

import pytest

from lms.taxonomy.models import EducationStage
from network.actions.importing.rows import keep_changes, replace_links
from network.models import Partner
from tests.factories.network import PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
THROUGH = Partner.stages.through


def test_only_new_values_count_as_a_change():
    partner = PartnerFactory(name="Haus", capacity=2)
    assert not keep_changes(partner, {"name": "Haus", "capacity": 2})
    assert keep_changes(partner, {"name": "Haus", "capacity": 3})
    assert partner.capacity == 3
    assert keep_changes(partner, {"capacity": None})


def test_owners_get_exactly_these_relations_and_others_keep_theirs():
    first, second, stranger = PartnerFactory.create_batch(3)
    early, adult = (EducationStage.objects.get(code=code) for code in ("early", "adult"))
    for partner in (first, second, stranger):
        partner.stages.add(early)
    kept = THROUGH.objects.get(partner=second).pk
    links = [(first.pk, adult.pk), (second.pk, early.pk), (second.pk, adult.pk)]
    replace_links(THROUGH, [first.pk, second.pk], [*links, links[0]])
    assert list(first.stages.all()) == [adult]
    assert set(second.stages.all()) == {early, adult}
    assert list(stranger.stages.all()) == [early]
    assert THROUGH.objects.filter(pk=kept).exists()  # not written anew


@pytest.mark.parametrize("rows", [1, 3])
def test_the_same_again_costs_one_query(rows):
    early = EducationStage.objects.get(code="early")
    partners = PartnerFactory.create_batch(rows)
    links = [(partner.pk, early.pk) for partner in partners]
    owners = [partner.pk for partner in partners]
    replace_links(THROUGH, owners, links)
    with expect_statements(1):
        replace_links(THROUGH, owners, links)
    assert all(list(partner.stages.all()) == [early] for partner in partners)
