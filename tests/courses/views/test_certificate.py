"""Pages of one's own certificates."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from courses.actions.badge import FORMS
from courses.actions.certificate import revoke_certificate
from courses.actions.credential import signed_credential
from courses.formats.credentials.certificate_file import read_certificate_file
from courses.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def learner(client):
    """Somebody signed in who confirmed no name."""
    user = UserFactory(username="klara")
    client.force_login(user)
    return user


def completed(user):
    return EnrolmentFactory(user=user, state="completed", completed_at=NOW)


def own(user, **values):
    return CertificateFactory(enrolment=completed(user), **values)


def address(enrolment):
    return f"/de/lernen/{enrolment.key}/zertifikat/"


def pdf_address(certificate):
    return f"{address(certificate.enrolment)}{certificate.code}.pdf"


def test_a_finished_course_asks_for_the_name_and_issues_it(client, learner):
    enrolment = completed(learner)
    page = client.get(address(enrolment)).content.decode()
    assert "Welcher Name soll auf dem Zertifikat stehen?" in page
    assert not Certificate.objects.exists()
    response = client.post(address(enrolment), {"name": "Klara Klug"})
    assert (response.status_code, response["Location"]) == (303, address(enrolment))
    assert Certificate.objects.get().holder_name == "Klara Klug"
    assert "auf den Namen Klara Klug" in client.get(address(enrolment)).content.decode()


@pytest.mark.parametrize("name", ["", "klara", "klara@example.org"])
def test_a_name_that_cannot_be_printed_is_refused_and_kept(client, learner, name):
    response = client.post(address(completed(learner)), {"name": name})
    assert response.status_code == 422
    assert f'value="{name}"' in response.content.decode() or not name
    assert not Certificate.objects.exists()


def test_an_unfinished_course_is_a_conflict(client, learner):
    enrolment = EnrolmentFactory(user=learner)
    assert client.get(address(enrolment)).status_code == 409
    assert client.post(address(enrolment), {"name": "Klara Klug"}).status_code == 409
    assert not Certificate.objects.exists()


def test_a_known_name_only_waits_for_the_sweeper(client, learner):
    learner.certificate_name, learner.certificate_name_confirmed_at = "Klara Klug", NOW
    learner.save()
    page = client.get(address(completed(learner))).content.decode()
    assert "wird ausgestellt" in page
    assert '<form method="post" action="/de/lernen' not in page


def test_strangers_and_the_anonymous_get_nothing(client, learner):
    certificate = CertificateFactory(pdf_name="x.pdf")
    for path in (address(certificate.enrolment), pdf_address(certificate)):
        assert client.get(path).status_code == 404
        response = Client().get(path)
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))
        assert Client().get(path, headers={"HX-Request": "true"}).status_code == 401
    assert client.post(address(certificate.enrolment), {"name": "Klara Klug"}).status_code == 404
    mine = own(learner)
    other = pdf_address(mine).replace(mine.code, certificate.code)
    assert client.get(other).status_code == 404


def test_the_holder_downloads_the_file(client, learner):
    name = storages["private"].save("certificates/test.pdf", ContentFile(b"%PDF-1.7"))
    certificate = own(learner, pdf_name=name)
    assert pdf_address(certificate) in client.get(address(certificate.enrolment)).content.decode()
    response = client.get(pdf_address(certificate))
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="leistungsnachweis-sicher-im-netz.pdf"'
    )
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("form", "kind"), FORMS.items())
def test_the_holder_takes_it_to_a_wallet(client, learner, form, kind):
    certificate = own(learner, pdf_name="x.pdf")
    address = pdf_address(certificate).removesuffix("pdf") + form
    assert client.get(address).status_code == 404  # not signed yet
    document = signed_credential(certificate, name=certificate.holder_name)
    Certificate.objects.update(credential=document)
    assert address in client.get(pdf_address(certificate).rpartition("/")[0] + "/").content.decode()
    response = client.get(address)
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == (
        f'attachment; filename="leistungsnachweis-sicher-im-netz.{form}"'
    )
    assert "no-store" in response["Cache-Control"]
    revoke_certificate(code=certificate.code, reason="error", actor=None, at=NOW)
    assert client.get(address).status_code == 404


def test_nobody_takes_the_certificate_of_another(client, learner):
    certificate = CertificateFactory(credential="{}")
    address = pdf_address(certificate).removesuffix("pdf") + "json"
    assert client.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_without_a_key_there_is_no_token(client, learner, settings, tmp_path):
    certificate = own(learner, credential="{}")
    settings.SIGNING_KEY_DIR = tmp_path
    address = pdf_address(certificate).removesuffix("pdf") + "jwt"
    assert client.get(address).status_code == 503


def test_while_it_is_being_made_the_page_says_so(client, learner):
    certificate = own(learner)
    response = client.get(pdf_address(certificate))
    assert response.status_code == 202
    assert "wird gerade erstellt" in response.content.decode()


def test_where_pdfs_cannot_be_made_the_page_says_so(client, learner, monkeypatch):
    monkeypatch.setattr("courses.views.certificate.pdf_available", lambda: False)
    page = client.get(address(own(learner).enrolment)).content.decode()
    assert "können zurzeit keine PDFs erstellt werden" in page


def test_a_file_that_is_gone_is_not_found_and_reported(client, learner, caplog):
    assert client.get(pdf_address(own(learner, pdf_name="gone.pdf"))).status_code == 404
    assert "certificate file is gone" in [record.message for record in caplog.records]


def test_a_revoked_certificate_is_not_handed_out(client, learner):
    revoked = {"state": "revoked", "ended_at": NOW, "revocation_reason": "error"}
    certificate = own(learner, pdf_name="x.pdf", **revoked)
    response = client.get(pdf_address(certificate))
    assert response.status_code == 409
    assert "irrtümlich ausgestellt" in response.content.decode()
    assert "herunterladen" not in response.content.decode()


def test_another_name_is_issued_anew_when_it_is_asked_for(client, learner):
    old = own(learner, pdf_name="x.pdf")
    page = client.get(address(old.enrolment)).content.decode()
    assert "Der Name stimmt nicht (mehr)" in page
    response = client.post(address(old.enrolment), {"name": "Klara Łužyca"})
    assert response.status_code == 303
    page = client.get(address(old.enrolment)).content.decode()
    assert "auf den Namen Klara Łužyca" in page
    assert client.get(pdf_address(old)).status_code == 409
    assert Certificate.objects.filter(state="replaced").count() == 1
    wrong = client.post(address(old.enrolment), {"name": "klara"})
    assert wrong.status_code == 422
    assert 'value="klara"' in wrong.content.decode()


@pytest.fixture
def minor(client):
    """A pupil with an account of her own, signed in."""
    user = UserFactory(username="mia", email="", age_band="under_14")
    client.force_login(user)
    return user


def fetch_address(certificate):
    return pdf_address(certificate).replace(".pdf", "/datei/")


def test_a_minor_types_the_name_gets_the_file_and_nothing_is_kept(client, minor):
    certificate = own(minor, facts=facts(holder=""))
    page = client.get(address(certificate.enrolment)).content.decode()
    assert "Ein Name ist nicht gespeichert" in page
    assert f'action="{fetch_address(certificate)}"' in page
    sent = {"name": "Mia Łužyca", "ending": "pdf"}
    response = client.post(fetch_address(certificate), sent)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == (
        'attachment; filename="leistungsnachweis-sicher-im-netz.pdf"'
    )
    assert "no-store" in response["Cache-Control"]
    assert "Mia Łužyca" in read_certificate_file(response.content).text
    assert "Łužyca" not in client.get(address(certificate.enrolment)).content.decode()
    badge = client.post(fetch_address(certificate), {**sent, "ending": "png"})
    assert badge["Content-Type"] == "image/png"
    assert client.get(fetch_address(certificate)).status_code == 405
    assert client.get(pdf_address(certificate)).status_code == 409


def test_another_name_is_asked_about_and_kept_in_the_form(client, minor):
    certificate = own(minor, facts=facts(holder=""))
    sent = {"name": "Mia Meier", "ending": "pdf"}
    client.post(fetch_address(certificate), sent)
    response = client.post(fetch_address(certificate), {**sent, "name": "Mila Meier"})
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="Mila Meier"' in page
    assert 'name="replaces"' in page
    wanted = {**sent, "name": "Mila Meier", "replaces": "on"}
    assert client.post(fetch_address(certificate), wanted).status_code == 200
    # The page is still open with the first code: it leads to the certificate that holds.
    again = client.post(fetch_address(certificate), {**wanted, "ending": "png"})
    assert (again.status_code, again["Content-Type"]) == (200, "image/png")
    assert client.post(fetch_address(certificate), sent).status_code == 409


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "", "ending": "pdf"},
        {"name": "mia", "ending": "pdf"},
        {"name": "Mia", "ending": "exe"},
    ],
)
def test_what_cannot_be_printed_is_said_beside_the_field(client, minor, sent):
    certificate = own(minor, facts=facts(holder=""))
    response = client.post(fetch_address(certificate), sent)
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    certificate.refresh_from_db()
    assert certificate.name_hash == ""


def test_nobody_prints_the_certificate_of_another_minor(client, minor):
    theirs = CertificateFactory(facts=facts(holder=""))
    sent = {"name": "Mia", "ending": "pdf"}
    assert client.post(fetch_address(theirs), sent).status_code == 404
    named = own(minor)
    assert client.post(fetch_address(named), sent).status_code == 404
    assert client.post(address(completed(minor)), {"name": "Mia Meier"}).status_code == 422


def test_without_a_key_the_form_says_so_and_keeps_the_name(client, minor, settings, tmp_path):
    certificate = own(minor, facts=facts(holder=""))
    settings.SIGNING_KEY_DIR = tmp_path
    response = client.post(fetch_address(certificate), {"name": "Mia Meier", "ending": "pdf"})
    assert response.status_code == 503
    assert 'value="Mia Meier"' in response.content.decode()


def test_a_signer_that_cannot_sign_binds_no_name(client, minor, settings, tmp_path):
    certificate = own(minor, facts=facts(holder=""))
    settings.PDF_SIGNER = tmp_path / "missing.p12"
    response = client.post(fetch_address(certificate), {"name": "Mia Meier", "ending": "pdf"})
    assert response.status_code == 503
    certificate.refresh_from_db()
    assert certificate.name_hash == ""


@pytest.mark.parametrize(
    ("until", "words"), [("2020-01-01", "abgelaufen"), ("2999-12-31", "Gültig bis")]
)
def test_the_holder_reads_how_long_it_holds(client, learner, until, words):
    certificate = own(learner, facts=facts(valid_until=until), pdf_name="x.pdf")
    assert words in client.get(address(certificate.enrolment)).content.decode()
    assert ("abgelaufen" in client.get("/de/lernen/").content.decode()) is (words == "abgelaufen")
