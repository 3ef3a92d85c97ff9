"""The objects of one's own house."""

import pytest
from django.http import Http404

from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.queries.viewer import viewer_of
from network.views.own_access import listing_or_404, partner_or_404
from tests.factories.network import NOW, PartnerFactory
from tests.support.own import keeper

pytestmark = pytest.mark.django_db


def test_foreign_and_absent_are_the_same():
    partner, author = keeper()
    facts = ListingFacts(kind="offer", title="Raum")
    foreign = create_listing(partner=PartnerFactory(), facts=facts, actor=None, at=NOW)
    viewer = viewer_of(author, NOW.date())
    assert partner_or_404(viewer, partner.key) == partner
    for key in (foreign.partner.key, "nichts2222"):
        with pytest.raises(Http404):
            partner_or_404(viewer, key)
    with pytest.raises(Http404):
        listing_or_404(partner, foreign.key)
