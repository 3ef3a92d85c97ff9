"""The team of a run and its certificates."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from courses.actions.certificate_by_hand import certify_by_hand
from courses.actions.guests import add_guests
from courses.formats.credentials.certificate_file import read_certificate_file
from courses.formats.people_list import Entry
from courses.models import Certificate, Enrolment
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW
from tests.support.queries import expect_statements
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
NAMED = {"certificate_name": "Jana Jung", "certificate_name_confirmed_at": NOW}


@pytest.fixture
def world(client):
    world = some_run(dates=1)
    client.force_login(world.member)
    return world


def base(world):
    return f"/de/bewerten/termin/{world.run.key}/zertifikate/"


def guest(world):
    entry = Entry(line=1, name="Bo Gast", email="", phone="")
    add_guests(run=world.run, people=[entry], actor=world.member, at=NOW)
    row = Enrolment.objects.get(run=world.run, user__kind="guest")
    certify_by_hand(
        run=world.run, enrolments=[row.key], reason="war da", actor=world.member, at=NOW
    )
    return row


def test_the_team_confirms_and_says_why(client, world):
    row = world.person(**NAMED)
    page = client.get(base(world)).content.decode()
    assert "Person 1" in page
    assert "Noch nicht abgeschlossen" in page
    assert "Jana" not in page
    sent = {"enrolments": [row.key], "reason": "War da"}
    response = client.post(base(world), sent)
    assert (response.status_code, response["Location"]) == (303, base(world))
    page = client.get(base(world)).content.decode()
    assert "1 Person ist bestätigt" in page
    assert "Teilnahmebescheinigung" in page
    assert Certificate.objects.get().reason == "War da"


def test_without_a_reason_nothing_is_lost_and_nothing_done(client, world):
    row = world.person(**NAMED)
    response = client.post(base(world), {"enrolments": [row.key], "reason": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert f'value="{row.key}" checked' in page
    assert "field__error" in page
    assert client.post(base(world), {"reason": "War da"}).status_code == 422
    assert not Certificate.objects.exists()


def test_names_are_shown_when_asked_for_and_that_is_logged(client, world):
    guest(world)
    assert "Bo Gast" not in client.get(base(world)).content.decode()
    assert "Bo Gast" in client.post(base(world), {"act": "names"}).content.decode()
    assert AuditEvent.objects.filter(action="run.names").count() == 1


def test_a_guest_fetches_the_certificate_from_the_team(client, world):
    row = guest(world)
    address = f"{base(world)}{row.key}/"
    assert f'href="{address}"' in client.get(base(world)).content.decode()
    assert 'name="name"' in client.get(address).content.decode()
    assert not AuditEvent.objects.filter(action="enrolment.hand-out").exists()
    response = client.post(address, {"name": "Bo Gast", "ending": "pdf"})
    assert "Bo Gast" in read_certificate_file(response.content).text
    assert "no-store" in response["Cache-Control"]
    event = AuditEvent.objects.get(action="enrolment.hand-out")
    assert (event.actor_key, event.object_key) == (world.member.key, row.key)
    wrong = client.post(address, {"name": "", "ending": "pdf"})
    assert wrong.status_code == 422
    other = client.post(address, {"name": "Bob Gast", "ending": "pdf"})
    assert other.status_code == 409
    assert 'value="Bob Gast"' in other.content.decode()
    assert AuditEvent.objects.filter(action="enrolment.hand-out").count() == 1


def test_an_adult_without_address_gets_the_stored_file_by_post(client, world):
    row = world.person(email="", **NAMED)
    row.completed_at = NOW
    row.save()
    name = storages["private"].save("certificates/a.pdf", ContentFile(b"%PDF-1.7"))
    certificate = CertificateFactory(enrolment=row)
    address = f"{base(world)}{row.key}/"
    assert "wird gerade erstellt" in client.get(address).content.decode()
    assert client.post(address).status_code == 200  # nothing to send yet
    Certificate.objects.filter(pk=certificate.pk).update(pdf_name=name)
    response = client.post(address)
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert AuditEvent.objects.filter(action="enrolment.hand-out").count() == 1
    assert "%PDF" not in client.get(address).content.decode()


def test_who_has_an_address_or_no_certificate_is_not_handed_anything(client, world):
    written = world.person(**NAMED)
    CertificateFactory(enrolment=written)
    open_one = world.person(email="")
    for row in (written, open_one):
        assert client.get(f"{base(world)}{row.key}/").status_code == 404
        assert client.post(f"{base(world)}{row.key}/", {"name": "X"}).status_code == 404


def test_for_others_the_pages_are_absent(client, world):
    row = guest(world)
    other = some_run(dates=0)
    client.force_login(UserFactory())
    assert client.get(base(world)).status_code == 404
    client.force_login(other.member)
    for address in (base(world), f"{base(world)}{row.key}/", f"{base(other)}{row.key}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Bo", "ending": "pdf"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_many_there_are(client, world, number):
    for _ in range(number):
        CertificateFactory(enrolment=world.person())
    client.get(base(world))
    with expect_statements(6):  # person, run, right; people, certificates, title
        client.get(base(world))
