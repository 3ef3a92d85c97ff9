"""Pages behind links from mails: looking changes nothing, the button works once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.common.keys import new_token, token_hash
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.models import ConfirmationLink
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def link(now, *, partner=None, listing=None, days=1):
    token = new_token()
    ConfirmationLink.objects.create(
        partner=partner, listing=listing, token_hash=token_hash(token),
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    return f"/de/netzwerk/bestaetigen/{token}/"


def offer(partner, title, at):
    facts = ListingFacts(kind="offer", title=title)
    return create_listing(partner=partner, facts=facts, actor=None, at=at)


def test_looking_changes_nothing_and_the_button_confirms_without_log_in(client, now):
    partner = PartnerFactory()
    old = now - timedelta(days=200)
    listing, other = offer(partner, "Raum", old), offer(partner, "Gerät", old)
    address = link(now, listing=listing)
    response = client.get(address)
    assert "Raum" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    listing.refresh_from_db()
    assert listing.confirmed_at == old
    assert client.post(address).status_code == 200
    listing.refresh_from_db()
    other.refresh_from_db()
    assert listing.confirmed_at > old
    assert other.confirmed_at == old


def test_the_link_works_once(client, now):
    address = link(now, listing=offer(PartnerFactory(), "Raum", now))
    client.post(address)
    assert client.post(address).status_code == 410
    assert client.get(address).status_code == 410


def test_an_old_or_invented_link_is_gone(client, now):
    partner = PartnerFactory()
    assert client.get(link(now, partner=partner, days=-1)).status_code == 410
    assert client.post("/de/netzwerk/bestaetigen/erfunden/").status_code == 410
    partner.refresh_from_db()
    assert partner.confirmed_at is None


def test_the_link_may_end_its_entry(client, now):
    listing = offer(PartnerFactory(), "Raum", now)
    client.post(link(now, listing=listing), {"beenden": "1"})
    listing.refresh_from_db()
    assert listing.state == "archived"


def test_a_profile_is_confirmed_and_cannot_be_ended(client, now):
    partner = PartnerFactory()
    address = link(now, partner=partner)
    assert client.post(address, {"beenden": "1"}).status_code == 409
    assert client.post(address).status_code == 200
    partner.refresh_from_db()
    assert partner.confirmed_at is not None


def test_the_secret_is_not_stored(client, now):
    address = link(now, partner=PartnerFactory())
    token = address.rstrip("/").rpartition("/")[2]
    assert token not in str(list(ConfirmationLink.objects.values()))
