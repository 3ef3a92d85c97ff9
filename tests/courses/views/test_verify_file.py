"""The page where anybody hands in a certificate's file."""

from datetime import UTC, datetime

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.actions.certificate import revoke_certificate
from courses.actions.certificate_pdf import render_certificate
from courses.actions.file_verification import FILES
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PAGE = "/de/zertifikat/datei/"


@pytest.fixture
def certificate(db):
    """One that was handed out."""
    return render_certificate(code=CertificateFactory().code, at=NOW)


def send(client, data, name="zertifikat.pdf"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def file_of(certificate):
    with storages["private"].open(certificate.pdf_name) as file:
        return file.read()


def test_the_page_is_found_from_the_others_and_sets_no_cookie(client, certificate):
    for path in ("/de/zertifikat/", f"/de/zertifikat/{certificate.code}/"):
        assert PAGE in client.get(path).content.decode()
    response = client.get(PAGE)
    assert response.status_code == 200
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex"


def test_a_genuine_file_is_said_to_be_genuine(client, certificate, django_assert_num_queries):
    client.get(PAGE)  # the frame of the site is kept
    with django_assert_num_queries(2):
        response = send(client, file_of(certificate))
    html = response.content.decode()
    assert response.status_code == 200
    assert "Diese Datei ist echt" in html
    assert "Dieses Zertifikat ist gültig" in html
    assert certificate.holder_name not in html
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_forged_one_is_not_and_the_fact_is_named(client, certificate):
    forged = certificate.credential.replace("Sicher im Netz", "Meister im Netz")
    html = send(client, forged.encode(), "zertifikat.json").content.decode()
    assert "Diese Datei ist nicht echt" in html
    assert "<li>Kurs</li>" in html
    assert "Meister" not in html
    assert "Sicher im Netz" in html


def test_a_revoked_one_is_not_praised(client, certificate):
    revoke_certificate(code=certificate.code, reason="error", actor=None, at=NOW)
    html = send(client, file_of(certificate)).content.decode()
    assert "gilt aber nicht mehr" in html
    assert "Dieses Zertifikat ist widerrufen" in html


def test_what_is_not_from_here_or_unreadable_is_said_kindly(client):
    response = send(client, b"hello", "brief.pdf")
    assert response.status_code == 422
    assert "lässt sich nicht lesen" in response.content.decode()
    response = send(client, b'{"id": "https://example.org/"}', "badge.json")
    assert "kein Zertifikat von hier" in response.content.decode()


@pytest.mark.parametrize("data", [b"", b"x" * 3_000_000])
def test_empty_and_large_files_are_refused_before_they_touch_a_disk(
    client, data, tmp_path, settings
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    response = send(client, data)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_without_a_file_one_is_asked_for(client):
    response = client.post(PAGE, {})
    assert response.status_code == 422
    assert "Bitte wählen Sie eine Datei" in response.content.decode()


def test_too_many_files_are_too_many(client, certificate):
    data = certificate.credential.encode()
    for _ in range(FILES):
        send(client, data, "a.json")
    response = send(client, data, "a.json")
    assert response.status_code == 429
    assert response["Retry-After"] == "600"


def test_other_sites_may_send_nothing_that_matters(client):
    assert client.put(PAGE).status_code == 405
