"""Pages around certificates: one's own, and verification by anybody."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.actions.badge import FORMS
from courses.actions.certificate import revoke_certificate
from courses.actions.credential import signed_credential
from courses.actions.verification import COMPARISONS, MISSES
from courses.models import Certificate
from lms.accounts.actions import invite_guardian_of_seat
from lms.common.keys import new_code
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
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
    revoked = {"state": "revoked", "revoked_at": NOW, "revocation_reason": "error"}
    absent = [own(child), own(child, pdf_name="x.pdf", **revoked), own(twin, pdf_name="x.pdf")]
    guardian_of(client, child)
    page = client.get(reverse("guardian:child", args=[child.key])).content.decode()
    assert "Zertifikat (widerrufen), 24. November 2026" in page
    assert ".pdf" not in page
    assert [client.get(for_guardian(one, child)).status_code for one in absent] == [404, 404, 404]
    assert client.get(for_guardian(absent[2], twin)).status_code == 404
    client.post(reverse("guardian:close"))
    assert client.get(for_guardian(absent[0], child)).url == reverse("guardian:enter")


def test_where_pdfs_cannot_be_made_the_page_says_so(client, learner, monkeypatch):
    monkeypatch.setattr("courses.views.certificate.pdf_available", lambda: False)
    page = client.get(address(own(learner).enrolment)).content.decode()
    assert "können zurzeit keine PDFs erstellt werden" in page


def test_a_file_that_is_gone_is_not_found_and_reported(client, learner, caplog):
    assert client.get(pdf_address(own(learner, pdf_name="gone.pdf"))).status_code == 404
    assert "certificate file is gone" in [record.message for record in caplog.records]


def test_a_revoked_certificate_is_not_handed_out(client, learner):
    revoked = {"state": "revoked", "revoked_at": NOW, "revocation_reason": "error"}
    certificate = own(learner, pdf_name="x.pdf", **revoked)
    response = client.get(pdf_address(certificate))
    assert response.status_code == 409
    assert "irrtümlich ausgestellt" in response.content.decode()
    assert "herunterladen" not in response.content.decode()


def test_the_short_address_leads_to_the_page_in_the_visitors_language(client):
    code = new_code()
    assert client.get(f"/z/{code}").url == f"/de/zertifikat/{code}/"
    english = client.get(f"/z/{code}", headers={"Accept-Language": "en"})
    assert (english.status_code, english.url) == (302, f"/en/zertifikat/{code}/")


def verify_page(client, code):
    return client.get(f"/de/zertifikat/{code}/")


def test_verification_states_facts_and_no_name(client):
    response = verify_page(client, CertificateFactory().code)
    page = response.content.decode()
    told = ["ist gültig", "Leistungsnachweis", "Sicher im Netz", "Bibliothek Cottbus/Chóśebuz"]
    told += ["24. November 2026", "2 Std. 30 Min.", "Daten bewerten", "Alle Pflichtlektionen"]
    assert [text for text in told if text not in page] == []
    assert [name for name in ("Měrćin", "Müller", "Łužyca", "@example.org") if name in page] == []
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_revoked_and_unknown_are_said_plainly(client):
    revoked = {"state": "revoked", "revoked_at": NOW, "revocation_reason": "deceit"}
    response = verify_page(client, CertificateFactory(**revoked).code)
    page = response.content.decode()
    assert response.status_code == 200
    assert "ist widerrufen" in page
    assert "Seit 24. November 2026. Grund: Täuschung." in page
    unknown = verify_page(client, new_code())
    assert unknown.status_code == 404
    assert "kennen wir nicht" in unknown.content.decode()
    assert unknown["X-Robots-Tag"] == "noindex"


def test_looking_sets_no_cookie_and_holds_no_token(client):
    for code in (CertificateFactory().code, new_code()):
        response = verify_page(client, code)
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_form_comes_when_asked_for(client):
    code = CertificateFactory().code
    page = client.get(f"/de/zertifikat/{code}/?name").content.decode()
    assert "csrfmiddlewaretoken" in page
    assert f'action="/de/zertifikat/{code}/#name"' in page


def test_where_nothing_is_known_there_is_no_name_to_compare(client):
    page = client.get(f"/de/zertifikat/{new_code()}/?name").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "Namen vergleichen" not in page


@pytest.mark.parametrize(
    ("name", "answer"),
    [("mueller luzyca mercin", "Der Name stimmt überein"), ("Jana", "stimmt nicht überein")],
)
def test_a_typed_name_is_compared_and_the_answer_says_how(client, name, answer):
    code = CertificateFactory().code
    page = client.post(f"/de/zertifikat/{code}/", {"name": name}).content.decode()
    assert answer in page
    assert "Verglichen wurden alle Vor- und Nachnamen" in page
    assert "Müller" not in page


def test_an_empty_name_is_refused_and_an_unknown_code_compares_nothing(client):
    code = CertificateFactory().code
    assert client.post(f"/de/zertifikat/{code}/", {"name": ""}).status_code == 422
    response = client.post(f"/de/zertifikat/{new_code()}/", {"name": "Jana"})
    assert response.status_code == 404
    assert "kennen wir nicht" in response.content.decode()
    assert "Der Name" not in response.content.decode()


def test_comparing_needs_the_forms_token():
    client = Client(enforce_csrf_checks=True)
    path = f"/de/zertifikat/{CertificateFactory().code}/"
    assert client.post(path, {"name": "Jana"}).status_code == 403


def test_guessing_is_throttled_with_a_hint_when_to_come_back(client):
    code = CertificateFactory().code
    for _ in range(COMPARISONS):
        client.post(f"/de/zertifikat/{code}/", {"name": "Jana"})
    response = client.post(f"/de/zertifikat/{code}/", {"name": "Měrćin Müller-Łužyca"})
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    assert "stimmt" not in response.content.decode()
    for _ in range(MISSES):
        verify_page(client, new_code())
    assert verify_page(client, new_code()).status_code == 429


def test_a_code_is_found_as_people_type_it(client):
    code = new_code()
    groups = [code[start : start + 5] for start in range(0, 27, 5)]
    for typed in (code, code.upper(), "-".join(groups), f"  {' '.join(groups)} ", "–".join(groups)):
        response = client.get("/de/zertifikat/", {"code": typed})
        assert (response.status_code, response.url) == (302, f"/de/zertifikat/{code}/")


def test_the_search_page_needs_no_cookie_and_refuses_nonsense(client):
    response = client.get("/de/zertifikat/")
    assert (response.status_code, bool(response.cookies)) == (200, False)
    assert client.get("/de/zertifikat/", {"code": "../admin"}).status_code == 422
    assert client.get("/de/zertifikat/", {"code": "ü"}).status_code == 422
