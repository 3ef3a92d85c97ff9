"""Who may come into the network's own pages."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.enums import Role
from network.queries.viewer import viewer_of
from network.views.own_access import keeper as keeps, listing_or_404, office, partner_or_404
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.admin import coordinator
from tests.support.own import keeper, staff

pytestmark = pytest.mark.django_db


def ask(door, user, **headers):
    request = RequestFactory().post("/de/x/", headers=headers)
    request.user = user
    return door(lambda _request, viewer: HttpResponse(viewer.level))(request)


def test_doors():
    _partner, author = keeper()
    _partner, lead = keeper(Role.LEAD)
    klara = coordinator("energy", name="klara")
    assert ask(keeps, author).status_code == 200
    assert ask(keeps, staff()).status_code == 200
    assert ask(office, staff()).status_code == 200
    for door, user in ((keeps, lead), (keeps, klara), (keeps, UserFactory()), (office, author)):
        with pytest.raises(Http404):
            ask(door, user)
    with pytest.raises(PermissionDenied):
        ask(office, klara)


def test_a_form_of_a_stranger_leads_back_to_a_page():
    answer = ask(keeps, AnonymousUser())
    assert answer.status_code == 302
    assert "next=/de/netzwerk/meine-einrichtung/" in answer.url
    assert ask(keeps, AnonymousUser(), HX_Request="true").status_code == 401


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
