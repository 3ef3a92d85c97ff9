"""The link that confirms one entry: once, in time, nothing else."""

from datetime import timedelta

import pytest

from lms.common.errors import ConflictError
from lms.common.keys import new_token, token_hash
from network.actions.confirmation import LinkSpentError, use_link
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.models import ConfirmationLink
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db


def link(**target):
    token = new_token()
    ConfirmationLink.objects.create(
        token_hash=token_hash(token), expires_at=NOW + timedelta(days=60), **target
    )
    return token


def offer(partner):
    facts = ListingFacts(kind="offer", title="Raum")
    return create_listing(partner=partner, facts=facts, actor=None, at=NOW)


def test_it_confirms_its_entry_only_and_once():
    partner = PartnerFactory()
    listing, other = offer(partner), offer(partner)
    token, later = link(listing=listing), NOW + timedelta(days=9)
    use_link(token=token, ends=False, at=later)
    listing.refresh_from_db()
    other.refresh_from_db()
    partner.refresh_from_db()
    assert listing.confirmed_at == later
    assert (other.confirmed_at, partner.confirmed_at) == (NOW, None)
    with pytest.raises(LinkSpentError):
        use_link(token=token, ends=False, at=later)


def test_it_ends_with_its_time():
    token = link(partner=PartnerFactory())
    with pytest.raises(LinkSpentError):
        use_link(token=token, ends=False, at=NOW + timedelta(days=60))


def test_a_profile_cannot_be_ended_and_the_link_stays():
    partner = PartnerFactory()
    token = link(partner=partner)
    with pytest.raises(ConflictError):
        use_link(token=token, ends=True, at=NOW)
    use_link(token=token, ends=False, at=NOW)
    partner.refresh_from_db()
    assert partner.confirmed_at == NOW


def test_an_entry_ended_meanwhile_is_told():
    listing = offer(PartnerFactory())
    token, second = link(listing=listing), link(listing=listing)
    use_link(token=token, ends=True, at=NOW)
    with pytest.raises(ConflictError):
        use_link(token=second, ends=False, at=NOW)
    listing.refresh_from_db()
    assert listing.state == "archived"
