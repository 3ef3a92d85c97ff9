"""The office: applications, claims, provisional partners, over HTTP."""

import pytest

from network.actions.application import apply, confirm_application
from network.actions.claim import ask_claim, prove_claim
from network.enums import PartnerState, Role
from network.models import Membership, Partner, PartnerApplication
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.admin import coordinator
from tests.support.mails import link_in, mails_to
from tests.support.own import keeper, staff
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/bewerbungen/"
LISTED = "/de/netzwerk/vorlaeufig/"


def token(address):
    return link_in(mails_to(address)[-1]).rstrip("/").rpartition("/")[2]


def waiting_application(number=1):
    mailbox = f"haus{number}@example.org"
    apply(language="de", at=NOW, name=f"Kita {number}", kind="day_nursery", mailbox=mailbox)
    return confirm_application(token=token(mailbox), at=NOW)


@pytest.fixture
def office(client):
    client.force_login(staff())
    return client


def test_who_may_come_in(client):
    _partner, author = keeper(Role.ADMIN)
    for address in (LIST, LISTED):
        assert client.get(address).url.startswith("/de/konto/anmelden/")
    for user, status in ((author, 404), (coordinator("energy", name="klara"), 403)):
        client.force_login(user)
        for address in (LIST, LISTED):
            assert client.get(address).status_code == status


def test_the_list_costs_the_same_for_one_and_three_rows(office):
    for number in (1, 3):
        while PartnerApplication.objects.count() < number:
            waiting_application(PartnerApplication.objects.count())
            claimed()
        office.get(LIST)
        with expect_statements(11):
            response = office.get(LIST)
        assert response.content.decode().count("/netzwerk/bewerbungen/") >= 2 * number


def claimed():
    mailbox = f"amt{Partner.objects.count()}@example.org"
    partner = PartnerFactory(state=PartnerState.PROVISIONAL, contact_mailbox=mailbox)
    ask_claim(partner=partner, user=UserFactory(), at=NOW)
    return prove_claim(token=token(mailbox), at=NOW)


def test_accepting_an_application_makes_a_partner_and_invites(office):
    application = waiting_application()
    assert application.name in office.get(LIST).content.decode()
    office.post(f"{LIST}{application.key}/", {"annehmen": "1"})
    partner = Partner.objects.get(name="Kita 1")
    assert partner.state == PartnerState.PUBLISHED
    assert Membership.objects.get(partner=partner).role == Role.ADMIN
    assert PartnerApplication.objects.get().state == "accepted"


def test_declining_needs_a_reason_and_sends_it(office):
    application = waiting_application()
    address = f"{LIST}{application.key}/"
    office.post(address, {"ablehnen": "1", "reason": " "})
    assert PartnerApplication.objects.get().state == "waiting"
    office.post(address, {"ablehnen": "1", "reason": "Nicht aus der Region."})
    assert PartnerApplication.objects.get().state == "declined"
    assert "Nicht aus der Region." in mails_to("haus1@example.org")[-1].text


def test_approving_a_claim(office):
    claim = claimed()
    assert claim.claimant in office.get(LIST).content.decode()
    office.post(f"{LIST}anspruch/{claim.key}/", {"annehmen": "1"})
    claim.partner.refresh_from_db()
    assert claim.partner.state == PartnerState.PUBLISHED
    assert Membership.objects.filter(user=claim.user, role=Role.ADMIN).exists()


def test_one_organisation_is_listed(office):
    typed = {"name": "Kita Wiese", "kind": "day_nursery", "mailbox": "kita@example.org"}
    assert office.post(LISTED, typed).status_code == 303
    assert Partner.objects.get().state == PartnerState.PROVISIONAL
    response = office.post(LISTED, typed | {"name": "KITA Wiese e. V."})
    assert response.status_code == 422
    assert "Gibt es schon" in response.content.decode()
    assert Partner.objects.count() == 1


def test_a_table_is_read_and_read_again(office):
    table = "schluessel;name;art\nk1;Kita Wiese;Kita\nk2;Hort am See;after_school\n"
    for _time in range(2):
        assert office.post(LISTED, {"tabelle": "1", "table": table}).status_code == 303
    assert sorted(Partner.objects.values_list("import_key", flat=True)) == ["k1", "k2"]


def test_faults_of_a_table_are_named_by_line_and_nothing_is_stored(office):
    table = "schluessel;name;art\nk1;Kita Wiese;Kita\nk2;Sentinel-Haus;Raumschiff\n"
    response = office.post(LISTED, {"tabelle": "1", "table": table})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Zeile 3" in html
    assert "Raumschiff" in html
    assert "Sentinel-Haus" in html
    assert not Partner.objects.exists()


def test_a_table_warns_of_duplicates(office):
    PartnerFactory(name="Kita Wiese")
    table = "schluessel;name;art\nk1;KITA Wiese gGmbH;Kita\n"
    response = office.post(LISTED, {"tabelle": "1", "table": table})
    assert "Gibt es schon: Kita Wiese" in response.content.decode()
    assert Partner.objects.count() == 1
    office.post(LISTED, {"tabelle": "1", "table": table, "are_others": "on"})
    assert Partner.objects.count() == 2


def test_staff_raise_the_limit(office, client):
    partner, author = keeper(Role.ADMIN)
    address = f"/de/netzwerk/meine-einrichtung/{partner.key}/hoechstzahl/"
    office.post(address, {"limit": "30"})
    partner.refresh_from_db()
    assert partner.listing_limit == 30
    client.force_login(author)
    assert client.post(address, {"limit": "99"}).status_code == 404
