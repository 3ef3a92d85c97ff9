"""Offers and needs of a file, their titles and their tags."""

import pytest

from network.actions.importing.listings import store_listings, title_of
from network.actions.importing.partners import store_partners
from network.enums import ListingMode
from network.formats import exchange
from network.models import Listing
from tests.factories.network import NOW, ListingFactory
from tests.support.exchange import FILE, document, network_of

pytestmark = pytest.mark.django_db


def store(content=FILE):
    network = network_of(content)
    partners, _counts = store_partners(network.partners, NOW)
    return store_listings(network.listings, partners, NOW)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Angebot: Netiquette im Chat. Für Eltern.", "Netiquette im Chat"),
        ("Gesucht: Raum\nfür zwanzig", "Raum"),
        ("Angebote für Kinder. Mit Robotern.", "Angebote für Kinder"),
        ("Bedarfsgerechte Beratung", "Bedarfsgerechte Beratung"),
        ("Wort " * 30, f"{('Wort ' * 16).strip()}…"),
        ("", "Workshop"),
    ],
)
def test_the_title_is_the_first_sentence(text, title):
    entry = exchange.Listing(key="l", partner="p", kind="offer", text=text)
    assert title_of(entry, "Workshop") == title


def test_without_text_and_category_the_sort_is_the_title():
    assert title_of(exchange.Listing(key="l", partner="p", kind="need"), "") == "Gesuch"


def test_tags_and_mode_follow_the_file():
    assert store() == (3, 0, 0)
    offer = Listing.objects.get(source_key="l1")
    assert offer.mode == ListingMode.BOTH
    assert offer.competences.get().framework.is_default
    assert offer.confirmed_at.date().isoformat() == "2026-10-01"
    assert Listing.objects.get(source_key="l2").mode == ""
    changed = document()
    changed["listings"][1].update(online=False, action_fields=["energie", "bildung"])
    assert store(changed) == (0, 1, 0)
    offer.refresh_from_db()
    assert offer.mode == ListingMode.ON_SITE
    assert set(offer.action_fields.values_list("code", flat=True)) == {"energy", "education"}


def test_what_its_people_changed_stays():
    store()
    Listing.objects.filter(source_key="l0").update(title="Unser Kurs", version=1)
    changed = document()
    changed["listings"][0].update(text="Anders", target_groups=[])
    assert store(changed) == (0, 0, 1)
    listing = Listing.objects.get(source_key="l0")
    assert listing.title == "Unser Kurs"
    assert listing.target_groups.exists()


def test_an_own_entry_is_known_by_its_key():
    own = ListingFactory(title="Eigenes")
    content = document()
    content["listings"][2]["key"] = own.key
    assert store(content) == (2, 0, 1)
    own.refresh_from_db()
    assert own.title == "Eigenes"
