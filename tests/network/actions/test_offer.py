"""Offers that follow a published course."""

from dataclasses import replace

import pytest

from network.actions.offer import CourseOffer, retire_course_offer, store_course_offer
from network.models import Listing
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return CourseOffer(
        source_key="kurs22", partner_id=PartnerFactory().pk, title="Sicher im Netz",
        text="Konten schützen", language="de", url="/de/kurse/kurs22-sicher/",
        stages=("adult",), action_fields=("energy",), target_groups=("adults",),
        competences=("4.2", "9.9"),
    )  # fmt: skip


def codes(rows):
    return [row.code for row in rows.all()]


def test_a_course_is_a_workshop_online_with_its_tags(offer):
    listing = store_course_offer(offer=offer, at=NOW)
    assert (listing.kind, listing.category.code, listing.mode) == ("offer", "workshop", "online")
    assert (listing.source, listing.source_key) == ("course", "kurs22")
    assert listing.source_url == "/de/kurse/kurs22-sicher/"
    assert codes(listing.stages_wanted) == ["adult"]
    assert codes(listing.action_fields) == ["energy"]
    assert codes(listing.target_groups) == ["adults"]
    assert codes(listing.competences) == ["4.2"]
    assert listing.competences.get().framework.is_default
    assert listing.confirm_due is None


def test_the_same_again_is_the_same_row_and_a_change_replaces_it(offer):
    first = store_course_offer(offer=offer, at=NOW)
    store_course_offer(offer=offer, at=NOW)
    house = PartnerFactory()
    store_course_offer(
        offer=replace(offer, title="Neu", competences=(), partner_id=house.pk), at=NOW
    )
    listing = Listing.objects.get()
    assert (listing.pk, listing.key, listing.title) == (first.pk, first.key, "Neu")
    assert listing.partner == house
    assert not listing.competences.exists()


def test_retiring_archives_and_publishing_again_revives(offer):
    store_course_offer(offer=offer, at=NOW)
    for _time in range(2):
        retire_course_offer(source_key="kurs22", at=NOW)
    assert Listing.objects.get().state == "archived"
    store_course_offer(offer=offer, at=NOW)
    assert Listing.objects.get().state == "active"


def test_retiring_what_never_was_does_nothing():
    retire_course_offer(source_key="nie", at=NOW)
    assert not Listing.objects.exists()


def test_a_long_text_is_cut(offer):
    listing = store_course_offer(offer=replace(offer, text="x" * 9000, title="y" * 400), at=NOW)
    assert (len(listing.text), len(listing.title)) == (4000, 150)
