"""Applying, claiming and writing to a partner, from outside."""

import pytest

from lms.records.models import OutboxMessage
from network.enums import PartnerState
from network.models import ClaimRequest, PartnerApplication
from tests.factories.accounts import UserFactory
from tests.factories.network import PartnerFactory
from tests.support.mails import link_in, mails_to

pytestmark = pytest.mark.django_db
APPLY = "/de/netzwerk/mitmachen/"
FORM = {"name": "Kita Wiesengrund", "kind": "day_nursery", "mailbox": "kita@example.org"}


def test_an_organisation_applies_without_account_and_confirms_its_mailbox(client):
    assert client.post(APPLY, FORM).status_code == 303
    application = PartnerApplication.objects.get()
    assert application.state == "unconfirmed"
    (mail,) = mails_to("kita@example.org")
    address = link_in(mail)
    assert client.get(address).status_code == 200
    application.refresh_from_db()
    assert application.state == "unconfirmed"
    assert client.post(address).status_code == 200
    application.refresh_from_db()
    assert application.state == "waiting"
    assert client.post(address).status_code == 410


def test_a_fault_loses_nothing(client):
    response = client.post(APPLY, FORM | {"mailbox": "keine", "text": "Sentinel-Text"})
    assert response.status_code == 422
    assert "Sentinel-Text" in response.content.decode()
    assert not PartnerApplication.objects.exists()


def test_a_duplicate_is_warned_of_with_the_way_to_claim_it(client):
    PartnerFactory(name="KITA Wiesengrund e.V.", slug="wiese", state=PartnerState.PROVISIONAL)
    response = client.post(APPLY, FORM)
    html = response.content.decode()
    assert response.status_code == 422
    assert "KITA Wiesengrund e.V." in html
    assert "/de/netzwerk/beanspruchen/wiese/" in html
    assert 'type="checkbox" name="is_another"' in html
    assert not PartnerApplication.objects.exists()
    assert client.post(APPLY, FORM | {"is_another": "on"}).status_code == 303
    assert PartnerApplication.objects.exists()


@pytest.mark.parametrize("visibility", ["network", "staff"])
def test_who_is_hidden_is_no_duplicate_for_strangers(client, visibility):
    PartnerFactory(name="KITA Wiesengrund e.V.", visibility=visibility)
    assert client.post(APPLY, FORM).status_code == 303
    (mail,) = mails_to("kita@example.org")
    assert "e.V." not in mail.text


def test_faulty_applications_are_limited_too_and_lose_nothing(client):
    PartnerFactory(name="KITA Wiesengrund e.V.")
    statuses = [client.post(APPLY, FORM).status_code for _n in range(20)]
    assert set(statuses) == {422}
    response = client.post(APPLY, FORM | {"text": "Sentinel-Text"})
    assert response.status_code == 429
    html = response.content.decode()
    assert "Sentinel-Text" in html
    assert "später erneut" in html
    assert "e.V." not in html


def test_applications_are_limited_by_address(client):
    forms = [FORM | {"name": f"Kita {n}", "mailbox": f"kita{n}@example.org"} for n in range(6)]
    statuses = [client.post(APPLY, form).status_code for form in forms]
    assert statuses == [303] * 5 + [429]
    assert PartnerApplication.objects.count() == 5


def test_one_mailbox_gets_few_mails_whoever_asks(client):
    for number in range(7):
        form = FORM | {"name": f"Kita {number}", "mailbox": "Kita@example.org"}
        address = {"REMOTE_ADDR": f"192.0.2.{number}"}
        assert client.post(APPLY, form, **address).status_code == 303
    assert len(mails_to("Kita@example.org")) == PartnerApplication.objects.count() == 5
    assert all("Kita" not in mail.subject for mail in mails_to("Kita@example.org"))
    partner = PartnerFactory(state=PartnerState.PROVISIONAL, contact_mailbox="kita@example.org")
    client.force_login(UserFactory())
    assert client.post(f"/de/netzwerk/beanspruchen/{partner.slug}/").status_code == 303
    # Strangers who apply in its name do not keep the house from claiming its entry.
    assert ClaimRequest.objects.exists()


def test_a_person_claims_a_provisional_partner(client):
    partner = PartnerFactory(state=PartnerState.PROVISIONAL, contact_mailbox="haus@example.org")
    address = f"/de/netzwerk/beanspruchen/{partner.slug}/"
    assert client.get(address).url.startswith("/de/konto/anmelden/")
    client.force_login(UserFactory(display_name="Rita Rufer", email="rita@example.org"))
    assert client.get(address).status_code == 200
    assert not ClaimRequest.objects.exists()
    client.post(address)
    (mail,) = mails_to("haus@example.org")
    proof = link_in(mail)
    client.logout()
    html = client.get(proof).content.decode()
    assert all("Rita Rufer (rita@example.org)" in text for text in (mail.text, html))
    assert ClaimRequest.objects.get().state == "asked"
    assert client.post(proof).status_code == 200
    assert ClaimRequest.objects.get().state == "proven"
    partner.refresh_from_db()
    assert partner.state == PartnerState.PROVISIONAL


def test_a_partner_with_a_keeper_cannot_be_claimed(client):
    client.force_login(UserFactory())
    partner = PartnerFactory(contact_mailbox="haus@example.org")
    assert client.get(f"/de/netzwerk/beanspruchen/{partner.slug}/").status_code == 404


@pytest.mark.parametrize("visibility", ["network", "staff"])
def test_a_hidden_partner_is_claimed_by_nobody_who_may_not_see_it(client, visibility):
    client.force_login(UserFactory())
    partner = PartnerFactory(
        state=PartnerState.PROVISIONAL, contact_mailbox="haus@example.org", visibility=visibility
    )
    address = f"/de/netzwerk/beanspruchen/{partner.slug}/"
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert not ClaimRequest.objects.exists()


def test_without_a_mailbox_the_claim_says_what_to_do(client):
    client.force_login(UserFactory())
    partner = PartnerFactory(state=PartnerState.PROVISIONAL)
    response = client.post(f"/de/netzwerk/beanspruchen/{partner.slug}/")
    assert response.status_code == 409
    assert "Stadtverwaltung" in response.content.decode()


MESSAGE = {"subject": "Frage", "text": "Sentinel-Nachricht", "reply_to": "ich@example.org"}


def test_a_message_reaches_the_mailbox(client):
    partner = PartnerFactory(contact_mailbox="haus@example.org")
    address = f"/de/partner/{partner.slug}/kontakt/"
    assert client.post(address, MESSAGE).status_code == 303
    (mail,) = mails_to("haus@example.org")
    assert "Sentinel-Nachricht" in mail.text
    assert "ich@example.org" in mail.text
    assert "Betreff: Frage" in mail.text
    assert "Frage" not in mail.subject  # the outbox keeps it


def test_a_line_break_in_the_subject_makes_no_header(client):
    partner = PartnerFactory(contact_mailbox="haus@example.org")
    evil = MESSAGE | {"subject": "Frage\nBcc: alle@example.org"}
    client.post(f"/de/partner/{partner.slug}/kontakt/", evil)
    assert all("\n" not in mail.subject for mail in mails_to("haus@example.org"))


def test_without_a_mailbox_the_page_says_so(client):
    partner = PartnerFactory()
    address = f"/de/partner/{partner.slug}/kontakt/"
    assert "kein Postfach angegeben" in client.get(address).content.decode()
    client.post(address, MESSAGE)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "facts", [{"state": PartnerState.DRAFT}, {"visibility": "staff"}, {"visibility": "network"}]
)
def test_whom_the_public_does_not_see_nobody_writes_to(client, facts):
    partner = PartnerFactory(contact_mailbox="haus@example.org", **facts)
    assert client.post(f"/de/partner/{partner.slug}/kontakt/", MESSAGE).status_code == 404


def test_messages_are_limited_by_address(client):
    partner = PartnerFactory(contact_mailbox="haus@example.org")
    address = f"/de/partner/{partner.slug}/kontakt/"
    statuses = [client.post(address, MESSAGE).status_code for _n in range(6)]
    assert statuses[-2:] == [303, 429]
    assert len(mails_to("haus@example.org")) == 5
