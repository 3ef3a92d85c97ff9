"""A partner's own pages over HTTP: houses, profile, places."""

import pytest

from lms.records.models import AuditEvent
from network.enums import Role
from network.models import Clarification, Partner
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, PartnerFactory, PlaceFactory
from tests.support.own import keeper, profile_form, some_listing, staff
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
OWN = "/de/netzwerk/meine-einrichtung/"


def home(partner):
    return f"{OWN}{partner.key}/"


def test_who_keeps_one_house_goes_straight_to_it(client):
    partner, user = keeper()
    client.force_login(user)
    assert client.get(OWN).url == home(partner)


def test_who_keeps_several_chooses_and_sees_no_foreign_one(client):
    partner, user = keeper()
    second = MembershipFactory(user=user, role=Role.ADMIN).partner
    PartnerFactory(name="Sentinel fremd")
    client.force_login(user)
    html = client.get(OWN).content.decode()
    assert partner.name in html
    assert second.name in html
    assert "Sentinel" not in html


def test_staff_find_any_house_by_name(client):
    PartnerFactory(name="Windwerk")
    PartnerFactory(name="Sentinel")
    client.force_login(staff())
    html = client.get(OWN, {"q": "wind"}).content.decode()
    assert "Windwerk" in html
    assert "Sentinel" not in html


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER, Role.ADMIN])
def test_editors_open_profile_and_house(client, role):
    partner, user = keeper(role)
    client.force_login(user)
    for path in ("", "profil/", "orte/neu/", "eintraege/neu/"):
        assert client.get(f"{home(partner)}{path}").status_code == 200


def test_class_leads_and_strangers_find_nothing(client):
    partner, lead = keeper(Role.LEAD)
    _other, stranger = keeper(Role.ADMIN)
    for user in (lead, stranger, UserFactory()):
        client.force_login(user)
        for path in ("", "profil/", "orte/neu/", "eintraege/neu/"):
            assert client.get(f"{home(partner)}{path}").status_code == 404
            assert client.post(f"{home(partner)}{path}", profile_form(partner)).status_code in {
                404, 405,
            }  # fmt: skip
    partner.refresh_from_db()
    assert partner.version == 0


def test_nobody_is_sent_to_the_log_in(client):
    partner = PartnerFactory()
    assert client.get(home(partner)).url.startswith("/de/konto/anmelden/")
    assert client.get(home(partner), headers={"HX-Request": "true"}).status_code == 401


def test_the_house_costs_the_same_for_one_and_three_entries(client):
    partner, user = keeper()
    client.force_login(user)
    for number in (1, 3):
        while partner.listings.count() < number:
            client.post(
                f"{home(partner)}eintraege/neu/",
                {"version": 0, "kind": "offer", "title": f"Nr. {partner.listings.count()}",
                 "language": "de", "visibility": "public"},
            )  # fmt: skip
        client.get(home(partner))
        with expect_statements(7):
            response = client.get(home(partner))
        shown = response.content.decode()
        assert [nr for nr in range(number) if f"Nr. {nr}" not in shown] == []


def test_the_profile_is_saved_confirmed_and_logged(client):
    partner, user = keeper()
    client.force_login(user)
    typed = profile_form(
        partner, name="  Windwerk   Süd ", capacity="2", is_nonprofit="no", languages=["de", "pl"],
        contact_mailbox="erika.beispiel@example.org", shown_contact_phone="network",
    )  # fmt: skip
    response = client.post(f"{home(partner)}profil/", typed, follow=True)
    assert "sieht nach einer Person aus" in response.content.decode()
    partner.refresh_from_db()
    assert (partner.name, partner.capacity, partner.is_nonprofit) == ("Windwerk Süd", 2, False)
    assert partner.languages == ["de", "pl"]
    assert partner.field_visibility == {"contact_phone": "network"}
    assert partner.version == 1
    assert partner.confirm_due is not None
    event = AuditEvent.objects.get(action="partner.save-profile")
    assert event.actor_key == user.key
    assert "capacity" in event.data["changed"]


def test_a_fault_loses_nothing_typed(client):
    partner, user = keeper()
    client.force_login(user)
    response = client.post(
        f"{home(partner)}profil/",
        profile_form(partner, name="", contact_role="Medienstelle-4711", capacity="viele"),
    )
    assert response.status_code == 422
    html = response.content.decode()
    assert "Medienstelle-4711" in html
    assert 'value="viele"' in html
    assert Partner.objects.get(pk=partner.pk).version == 0


def test_the_slower_of_two_sees_both_versions_and_may_save_again(client):
    partner, user = keeper()
    client.force_login(user)
    stale = profile_form(partner, contact_role="Typed-A", website="https://example.org")
    client.post(f"{home(partner)}profil/", profile_form(partner, contact_role="Stored-B"))
    response = client.post(f"{home(partner)}profil/", stale)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Stored-B" in html
    assert "Typed-A" in html
    assert 'name="version" value="1"' in html
    partner.refresh_from_db()
    assert partner.contact_role == "Stored-B"
    assert client.post(f"{home(partner)}profil/", stale | {"version": 1}).status_code == 303
    partner.refresh_from_db()
    assert partner.contact_role == "Typed-A"


def test_confirming_is_a_post(client):
    partner, user = keeper()
    client.force_login(user)
    assert client.get(f"{home(partner)}bestaetigen/").status_code == 405
    assert client.post(f"{home(partner)}bestaetigen/").status_code == 303
    partner.refresh_from_db()
    assert partner.confirmed_at is not None


def test_places_are_added_changed_and_removed(client):
    partner, user = keeper()
    client.force_login(user)
    typed = {"name": "Haus", "city": "Cottbus", "accessibility_features": ["lift"],
             "latitude": "51.75", "longitude": "14.33"}  # fmt: skip
    assert client.post(f"{home(partner)}orte/neu/", typed | {"longitude": ""}).status_code == 422
    assert client.post(f"{home(partner)}orte/neu/", typed).status_code == 303
    place = partner.places.get()
    assert (place.accessibility_features, place.latitude) == (["lift"], 51.75)
    address = f"{home(partner)}orte/{place.pk}/"
    seen = client.get(address).context["form"]["seen"].value()
    new = typed | {"name": "Neues Haus", "seen": seen}
    assert client.post(address, new).status_code == 303
    assert partner.places.get().name == "Neues Haus"
    late = client.post(address, new | {"name": "Drittes Haus"})
    assert late.status_code == 409
    assert "<td>Drittes Haus</td><td>Neues Haus</td>" in late.content.decode()
    seen = late.context["form"]["seen"].value()
    assert client.post(address, new | {"name": "Drittes Haus", "seen": seen}).status_code == 303
    assert partner.places.get().name == "Drittes Haus"
    assert client.post(address, {"entfernen": "1"}).status_code == 303
    assert not partner.places.exists()


def test_a_foreign_place_does_not_exist(client):
    partner, user = keeper()
    foreign = PlaceFactory()
    client.force_login(user)
    assert client.get(f"{home(partner)}orte/{foreign.pk}/").status_code == 404
    answer = client.post(f"{home(partner)}orte/{foreign.pk}/", {"entfernen": "1"})
    assert answer.status_code == 404
    foreign.refresh_from_db()


def test_open_questions_are_announced_to_their_own_house(client):
    partner, author = keeper()
    listing = some_listing(partner)
    address = f"/de/netzwerk/meine-einrichtung/{partner.key}/"
    client.force_login(author)
    assert "kurze Frage" not in client.get(address).content.decode()
    for number, words in ((1, "1 kurze Frage</a>"), (2, "2 kurze Fragen</a>")):
        code = ("parents", "students")[number - 1]
        Clarification.objects.create(listing=listing, group="target_group", code=code)
        assert words in client.get(address).content.decode()
    assert 'href="/de/netzwerk/fragen/"' in client.get(address).content.decode()
    client.force_login(staff())
    assert "kurze Frage" not in client.get(address).content.decode()


@pytest.mark.parametrize(("role", "number"), [(Role.ADMIN, 1), (Role.AUTHOR, 0)])
def test_only_admins_are_led_to_the_classes_of_the_house(client, role, number):
    partner, user = keeper(role)
    client.force_login(user)
    assert client.get(home(partner)).content.decode().count("/klassen/haus/") == number
    assert client.get("/de/klassen/haus/").status_code == (200 if number else 404)
