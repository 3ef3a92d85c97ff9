"""A partner's own offers and needs over HTTP."""

import pytest

from lms.taxonomy.models import ActionField, Competence
from network.actions.listing import create_listing, set_listing_state
from network.actions.listing_facts import ListingFacts
from network.actions.offer import CourseOffer, store_course_offer
from network.enums import ListingState, TagGroup, TagState
from network.models import LexiconTerm, Listing, ListingTag
from tests.support.own import NOW, keeper, listing_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def lexicon():
    rows = (
        (TagGroup.FIELD, "energy", "Strom"),
        (TagGroup.COMPETENCE, "4.2", "Datenschutz"),
        (TagGroup.CATEGORY, "room", "Raum"),
    )
    LexiconTerm.objects.all().delete()
    LexiconTerm.objects.bulk_create(
        LexiconTerm(group=group, code=code, synonym=word) for group, code, word in rows
    )


def home(partner):
    return f"/de/netzwerk/meine-einrichtung/{partner.key}/"


def write(client, partner, **changes):
    return client.post(f"{home(partner)}eintraege/neu/", listing_form(**changes))


@pytest.fixture
def house(client):
    partner, user = keeper()
    client.force_login(user)
    return partner


def test_an_offer_is_written_and_active_at_once(client, house):
    assert write(client, house).status_code == 303
    listing = house.listings.get()
    assert (listing.kind, listing.title, listing.state) == ("offer", "Raum am Abend", "active")
    assert listing.confirm_due is not None


def test_a_draft_stays_one(client, house):
    write(client, house, entwurf="1", kind="need")
    listing = house.listings.get()
    assert (listing.kind, listing.state) == ("need", "draft")


def test_the_new_form_begins_with_the_asked_kind(client, house):
    html = client.get(f"{home(house)}eintraege/neu/", {"art": "need"}).content.decode()
    need = html.split('value="need"')[1].split(">")[0]
    assert "checked" in need


def test_suggestions_come_from_the_text_unticked_and_nothing_is_stored(client, house, lexicon):
    typed = listing_form(
        text="Wir zeigen, wie Strom und Datenschutz zusammengehen.", cost="5 Taler"
    )
    response = client.post(f"{home(house)}eintraege/neu/", typed | {"vorschlaege": "1"})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'name="ja" value="field:energy"' in html
    assert 'name="ja" value="competence:4.2"' in html
    assert 'value="field:energy" checked' not in html
    assert "Wir zeigen, wie Strom" in html
    assert 'value="5 Taler"' in html
    assert not Listing.objects.exists()


def test_asking_for_suggestions_judges_nothing(client, house, lexicon):
    response = client.post(
        f"{home(house)}eintraege/neu/", listing_form(title="", text="Strom", vorschlaege="1")
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert "field:energy" in html
    assert 'id="fehler"' not in html


def test_htmx_gets_only_the_suggestions(client, house, lexicon):
    response = client.post(
        f"{home(house)}eintraege/neu/",
        listing_form(text="Strom", vorschlaege="1"),
        headers={"HX-Request": "true"},
    )
    html = response.content.decode()
    assert "field:energy" in html
    assert "<form" not in html


def test_only_what_was_confirmed_becomes_a_tag(client, house, lexicon):
    write(client, house, text="Strom und Datenschutz", ja=["field:energy"])
    listing = house.listings.get()
    assert [field.code for field in listing.action_fields.all()] == ["energy"]
    assert not listing.competences.exists()
    assert not ListingTag.objects.exists()


def test_a_confirmed_category_fills_the_empty_one(client, house, lexicon):
    write(client, house, ja=["category:room"])
    assert house.listings.get().category.code == "room"


def test_what_does_not_fit_is_kept_as_denied_and_not_suggested_again(client, house, lexicon):
    write(client, house, text="Strom und Datenschutz", nein=["field:energy", "field:erfunden"])
    listing = house.listings.get()
    tag = listing.open_tags.get()
    assert (tag.group, tag.code, tag.state) == ("field", "energy", TagState.DENIED)
    assert not listing.action_fields.exists()
    html = client.get(f"{home(house)}eintraege/{listing.key}/").content.decode()
    assert 'name="nein" value="field:energy" checked' in html
    assert 'name="ja" value="competence:4.2"' in html


def test_a_tag_chosen_by_hand_is_neither_suggested_nor_denied(client, house, lexicon):
    energy = ActionField.objects.get(code="energy")
    write(client, house, text="Strom", action_fields=[energy.pk], nein=["field:energy"])
    listing = house.listings.get()
    assert not listing.open_tags.exists()
    html = client.get(f"{home(house)}eintraege/{listing.key}/").content.decode()
    assert 'value="field:energy"' not in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "2027-05-02", "valid_to": "2027-05-01"}, "Das Ende liegt vor dem Beginn"),
        ({"capacity_total": "2", "capacity_left": "3"}, "mehr frei als möglich"),
        ({"min_group": "9", "max_group": "3"}, "kleiner als"),
        ({"title": ""}, "Dieses Feld"),
    ],
)
def test_faults_are_named_and_nothing_typed_is_lost(client, house, changes, sentence):
    response = write(client, house, text="Sentinel-Text", **changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Sentinel-Text" in html
    assert not house.listings.exists()


def test_the_limit_is_told_and_the_text_kept(client, house):
    house.listing_limit = 1
    house.save()
    write(client, house)
    response = write(client, house, text="Sentinel-Text")
    assert response.status_code == 409
    assert "Mehr als 1 aktive" in response.content.decode()
    assert "Sentinel-Text" in response.content.decode()
    assert house.listings.count() == 1


def test_a_place_of_another_house_cannot_be_chosen(client, house):
    from tests.factories.network import PlaceFactory

    assert write(client, house, place=PlaceFactory().pk).status_code == 422


def test_the_slower_of_two_editors_sees_both(client, house):
    write(client, house)
    listing = house.listings.get()
    address = f"{home(house)}eintraege/{listing.key}/"
    client.post(address, listing_form(title="Stored-B"))
    response = client.post(address, listing_form(title="Typed-A"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Stored-B" in html
    assert "Typed-A" in html
    assert client.post(address, listing_form(title="Typed-A", version=1)).status_code == 303
    listing.refresh_from_db()
    assert listing.title == "Typed-A"


@pytest.mark.parametrize(("button", "state"), [("ruhen", "paused"), ("archivieren", "archived")])
def test_buttons_change_the_state(client, house, button, state):
    write(client, house)
    listing = house.listings.get()
    address = f"{home(house)}eintraege/{listing.key}/status/"
    assert client.get(address).status_code == 405
    client.post(address, {"aktion": button})
    listing.refresh_from_db()
    assert listing.state == state


def test_a_copy_opens_as_a_draft(client, house):
    write(client, house)
    listing = house.listings.get()
    response = client.post(f"{home(house)}eintraege/{listing.key}/status/", {"aktion": "kopieren"})
    copy = house.listings.exclude(pk=listing.pk).get()
    assert response.url == f"{home(house)}eintraege/{copy.key}/"
    assert copy.state == ListingState.DRAFT


def test_a_foreign_entry_does_not_exist(client, house):
    other, _user = keeper()
    facts = ListingFacts(kind="offer", title="Sentinel")
    foreign = create_listing(partner=other, facts=facts, actor=None, at=NOW)
    for key in (other.key, house.key):
        address = f"/de/netzwerk/meine-einrichtung/{key}/eintraege/{foreign.key}/"
        assert client.get(address).status_code == 404
        assert client.post(address, listing_form()).status_code == 404
        assert client.post(f"{address}status/", {"aktion": "archivieren"}).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.state, foreign.version) == ("active", 0)


def test_a_course_is_shown_with_the_way_to_it_and_cannot_be_edited(client, house):
    offer = CourseOffer(
        source_key="kurs22", partner_id=house.pk, title="Sicher im Netz", text="Konten schützen",
        language="de", url="/de/kurse/kurs22-sicher/",
    )  # fmt: skip
    listing = store_course_offer(offer=offer, at=NOW)
    address = f"{home(house)}eintraege/{listing.key}/"
    assert "/de/kurse/kurs22-sicher/" in client.get(address).content.decode()
    assert client.post(address, listing_form()).status_code == 409
    client.post(f"{address}status/", {"aktion": "archivieren"})
    listing.refresh_from_db()
    assert (listing.title, listing.state) == ("Sicher im Netz", "active")


def test_an_archived_entry_cannot_be_changed(client, house):
    write(client, house)
    listing = house.listings.get()
    set_listing_state(listing=listing, state=ListingState.ARCHIVED, actor=None, at=NOW)
    version = house.listings.get().version
    response = client.post(
        f"{home(house)}eintraege/{listing.key}/", listing_form(title="Neu", version=version)
    )
    assert response.status_code == 409
    assert house.listings.get().title == "Raum am Abend"


def test_competences_offered_are_those_of_the_default_framework(client, house):
    html = client.get(f"{home(house)}eintraege/neu/").content.decode()
    shown = Competence.objects.filter(framework__is_default=True).exclude(parent=None)
    assert html.count('name="competences"') == shown.count()
