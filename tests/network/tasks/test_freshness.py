"""Background work of the network."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from network import tasks
from network.actions.application import apply
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.models import Listing, PartnerApplication
from network.signals import listing_changed
from tests.factories.network import PartnerFactory
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the tasks."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return at


def test_one_run_does_everything_and_another_nothing(clock):
    noon = clock(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    house = PartnerFactory(contact_mailbox="haus@example.org", confirm_due=noon.date())
    facts = ListingFacts(kind="offer", title="Raum", valid_to=noon.date() - timedelta(days=1))
    create_listing(partner=house, facts=facts, actor=None, at=noon)
    apply(
        language="de", name="Kita", kind="library", mailbox="kita@example.org",
        at=noon - timedelta(days=8),
    )  # fmt: skip
    assert [tasks.keep_fresh(), tasks.keep_fresh()] == [1, 0]
    assert len(mails_to("haus@example.org")) == 1
    assert Listing.objects.get().state == "expired"
    assert not PartnerApplication.objects.exists()


def test_one_broken_entry_does_not_hold_up_the_others(clock):
    noon = clock(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    house = PartnerFactory(contact_mailbox="haus@example.org", confirm_due=noon.date())
    gone = noon.date() - timedelta(days=1)
    for title in ("Kaputt", "Raum"):
        facts = ListingFacts(kind="offer", title=title, valid_to=gone)
        create_listing(partner=house, facts=facts, actor=None, at=noon)

    def fail(sender, listing, **kwargs):
        assert listing.title != "Kaputt"

    listing_changed.connect(fail)
    try:
        assert tasks.keep_fresh() == 1
    finally:
        listing_changed.disconnect(fail)
    states = dict(Listing.objects.values_list("title", "state"))
    assert states == {"Kaputt": "active", "Raum": "expired"}
    tasks.keep_fresh()
    assert set(Listing.objects.values_list("state", flat=True)) == {"expired"}


def test_nobody_is_woken(clock):
    night = clock(datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    PartnerFactory(contact_mailbox="haus@example.org", confirm_due=night.date())
    assert tasks.keep_fresh() == 0
    clock(night + timedelta(hours=5))
    assert tasks.keep_fresh() == 1


def test_one_broken_mailbox_does_not_hold_up_the_others(clock):
    noon = clock(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    PartnerFactory(contact_mailbox="kaputt", confirm_due=noon.date())
    PartnerFactory(contact_mailbox="haus@example.org", confirm_due=noon.date())
    assert tasks.keep_fresh() == 1


def test_it_is_scheduled():
    names = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert "network.tasks.keep_fresh" in names
