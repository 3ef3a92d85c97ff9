"""The certificate of a child, for its guardian."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from courses.formats.credentials.certificate_file import read_certificate_file
from lms.accounts.actions import invite_guardian_of_seat
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def own(user, **values):
    done = EnrolmentFactory(user=user, state="completed", completed_at=NOW)
    return CertificateFactory(enrolment=done, **values)


def guardian_of(client, child):
    """A browser with the page of this child open, as after a code from the class lead."""
    _guardian, code = invite_guardian_of_seat(seat=child, actor_key="x", at=timezone.now())
    client.post(reverse("guardian:enter"), {"code": code})


def for_guardian(certificate, child):
    return reverse("courses:guardian-certificate", args=[child.key, certificate.code])


def test_a_guardian_sees_and_downloads_the_certificates_of_the_child(client):
    child = UserFactory(kind="seat", email="")
    name = storages["private"].save("certificates/kind.pdf", ContentFile(b"%PDF-1.7"))
    certificate = own(child, pdf_name=name)
    guardian_of(client, child)
    page = client.get(reverse("guardian:child", args=[child.key])).content.decode()
    assert "Leistungsnachweis, 24. November 2026" in page
    assert f'href="{for_guardian(certificate, child)}"' in page
    response = client.get(for_guardian(certificate, child))
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert "no-store" in response["Cache-Control"]


def test_a_guardian_gets_no_file_that_does_not_hold_or_is_another_childs(client):
    child, twin = UserFactory(kind="seat", email=""), UserFactory(kind="seat", email="")
    revoked = {"state": "revoked", "ended_at": NOW, "revocation_reason": "error"}
    absent = [own(child), own(child, pdf_name="x.pdf", **revoked), own(twin, pdf_name="x.pdf")]
    guardian_of(client, child)
    page = client.get(reverse("guardian:child", args=[child.key])).content.decode()
    assert "Zertifikat (gilt nicht mehr), 24. November 2026" in page
    assert for_guardian(absent[1], child) not in page
    assert [client.get(for_guardian(one, child)).status_code for one in absent] == [404, 404, 404]
    assert client.get(for_guardian(absent[2], twin)).status_code == 404
    client.post(reverse("guardian:close"))
    assert client.get(for_guardian(absent[0], child)).url == reverse("guardian:enter")


def test_a_guardian_prints_what_keeps_no_name(client):
    child = UserFactory(kind="seat", email="")
    certificate = own(child, facts=facts(holder=""))
    guardian_of(client, child)
    page = client.get(reverse("guardian:child", args=[child.key])).content.decode()
    assert f'href="{for_guardian(certificate, child)}">Zertifikat drucken' in page
    page = client.get(for_guardian(certificate, child)).content.decode()
    assert 'name="name"' in page
    sent = {"name": "Mia Łužyca", "ending": "pdf"}
    response = client.post(for_guardian(certificate, child), sent)
    assert "Mia Łužyca" in read_certificate_file(response.content).text
    assert "no-store" in response["Cache-Control"]
    again = client.post(for_guardian(certificate, child), {**sent, "name": "Mila"})
    assert again.status_code == 409
    assert 'value="Mila"' in again.content.decode()


def test_another_childs_is_absent_also_to_print(client):
    child, twin = UserFactory(kind="seat", email=""), UserFactory(kind="seat", email="")
    theirs, named = own(twin, facts=facts(holder="")), own(child)
    guardian_of(client, child)
    for one in (theirs, named):
        sent = {"name": "Mia", "ending": "pdf"}
        assert client.post(for_guardian(one, child), sent).status_code == 404
