"""The PDF of a certificate: made from the facts alone, stored once, mailed once."""

import base64
import hashlib
import io
import threading
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection

from courses.actions import certificate_pdf
from courses.actions.certificate_name import forget_name
from courses.actions.certificate_pdf import (
    MAX_LOGOS,
    file_name,
    file_path,
    page_context,
    render_certificate,
    unsigned_pdf,
)
from courses.actions.credential import signed_credential
from courses.actions.signing import SigningError
from courses.formats.credentials.checking import State, check_file
from courses.formats.credentials.open_badge import identity_hash
from courses.models import Certificate
from courses.queries.signing import key_ring
from courses.queries.verification import grouped
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import EnrolmentFactory
from tests.support.pdf import text_of

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def made(certificate):
    """The file as its holder gets it."""
    holder = certificate.facts["holder"]
    credential = signed_credential(certificate, name=holder)
    return unsigned_pdf(certificate, holder=holder, credential=credential)


def opened(certificate):
    return pikepdf.open(io.BytesIO(made(certificate)))


def plain(text):
    return "".join(text.split())


@pytest.mark.django_db
def test_the_page_says_what_the_facts_say():
    certificate = CertificateFactory()
    document = opened(certificate)
    assert len(document.pages) == 1
    text = plain(text_of(document))
    told = [
        "Leistungsnachweis", "Měrćin Müller-Łužyca", "Sicher im Netz", "2 Std. 30 Min.",
        "Erwachsenenbildung", "1. Oktober 2026 – 20. November 2026", "24. November 2026",
        "Alle Pflichtlektionen bearbeitet.", "Test: 7.5 von 10 Punkten (75 %)",
        "1.2 Daten bewerten", "Kompetenzen (DigComp 3.0)", "1.2 Daten bewerten, Stufe 3", "Bibliothek Cottbus/Chóśebuz",
        grouped(certificate.code), f"http://testserver/z/{certificate.code}",
    ]  # fmt: skip
    assert [part for part in told if plain(part) not in text] == []


@pytest.mark.django_db
def test_the_file_is_tagged_archivable_and_carries_its_fonts():
    document = opened(CertificateFactory())
    assert document.Root.MarkInfo.Marked
    assert document.Root.StructTreeRoot is not None
    assert document.Root.Lang == "de"
    assert document.docinfo["/Title"] == "Leistungsnachweis: Sicher im Netz"
    assert len(document.Root.OutputIntents) == 1
    fonts = document.pages[0].Resources.Font.values()
    assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


@pytest.mark.django_db
def test_the_signed_document_of_the_same_facts_is_inside():
    certificate = CertificateFactory()
    document = opened(certificate)
    ((name, spec),) = document.attachments.items()
    data = spec.get_file().read_bytes()
    assert name == "zertifikat.json"
    assert spec.relationship == pikepdf.Name.Source
    assert document.Root.AF[0].F == "zertifikat.json"
    assert spec.get_file().mime_type == "application/json"
    found = check_file(data, keys=key_ring(), at=NOW + timedelta(days=1))
    assert found.state == State.VALID
    assert data.decode() == signed_credential(certificate, name=certificate.holder_name)
    subject = found.credential["credentialSubject"]
    identity = subject["identifier"][0]
    assert identity["identityHash"] == identity_hash(certificate.holder_name, certificate.salt)
    assert certificate.holder_name not in data.decode()
    assert found.credential["id"] == f"http://testserver/z/{certificate.code}"


@pytest.mark.django_db
def test_the_same_facts_make_the_same_file():
    certificate = CertificateFactory()
    assert made(certificate) == made(certificate)


@pytest.mark.django_db
def test_without_a_key_nothing_is_made(settings, tmp_path):
    certificate = CertificateFactory()
    settings.SIGNING_KEY_DIR = tmp_path
    with pytest.raises(SigningError):
        render_certificate(code=certificate.code, at=NOW)
    certificate.refresh_from_db()
    assert (certificate.pdf_name, certificate.credential) == ("", "")
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_attendance_in_english():
    values = facts(kind="attendance", language="en", results=[])
    document = opened(CertificateFactory(kind="attendance", facts=values))
    assert document.Root.Lang == "en"
    assert "Punkt" not in text_of(document)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        'Max<link rel=attachment href="file:///etc/hostname">',
        "<script>alert(1)</script>",
        '<img src="http://127.0.0.1:9/canary.png">',
        "{{ settings.SECRET_KEY }} {% load static %}",
        "{0.__init__.__globals__} %(x)s",
        '"><style>@import url(file:///etc/hostname)</style>',
        "<svg><image href='file:///etc/hostname'/></svg>",
        "&lt;b&gt; &amp; 'quoted'",
    ],
)
def test_a_hostile_name_is_printed_as_it_is(name):
    values = facts(
        holder=name, course=name, partners=[{"name": name, "logo_url": "", "logo_alt": ""}]
    )
    document = opened(CertificateFactory(facts=values))
    assert len(document.pages) == 1
    assert list(document.attachments) == ["zertifikat.json"]
    assert plain(text_of(document)).count(plain(name)) == 3


@pytest.mark.django_db
def test_the_longest_facts_fit_on_one_page():
    base = facts()
    values = facts(
        holder="W" * 120, course="W" * 200, rule="Wort " * 60,
        partners=[{"name": "W" * 150, "logo_url": "", "logo_alt": ""}] * 9,
        competences=base["competences"] * 30, results=base["results"] * 12,
    )  # fmt: skip
    certificate = CertificateFactory(facts=values)
    context = page_context(certificate, "W" * 120)
    assert (len(context["competences"]), context["more_competences"]) == (12, 18)
    assert len(opened(certificate).pages) == 1


@pytest.mark.django_db
def test_a_logo_is_embedded_and_a_missing_or_foreign_one_is_left_out():
    default_storage.save("logos/pixel.png", ContentFile(PIXEL))
    default_storage.save("logos/big.png", ContentFile(b"x" * 300_001))
    addresses = {
        "/media/logos/pixel.png": True,
        "/media/logos/big.png": False,
        "/media/logos/absent.png": False,
        "/media/../../etc/hostname.png": False,
        "/media/logos/pixel.txt": False,
        "http://127.0.0.1:9/logo.png": False,
        "": False,
    }
    for address, is_embedded in addresses.items():
        partner = {"name": "Haus", "logo_url": address, "logo_alt": "Logo"}
        logo = page_context(CertificateFactory(facts=facts(partners=[partner])), "")["logos"][0]
        assert bool(logo["data"]) is is_embedded, address


@pytest.mark.django_db
def test_the_file_is_stored_privately_with_its_hash_and_the_holder_is_told():
    user = UserFactory(email="jana@example.org", display_name="Jana")
    enrolment = EnrolmentFactory(user=user, completed_at=NOW, state="completed")
    certificate = render_certificate(code=CertificateFactory(enrolment=enrolment).code, at=NOW)
    assert certificate.rendered_at == NOW
    with storages["private"].open(certificate.pdf_name) as file:
        data = file.read()
    assert data.startswith(b"%PDF-")
    assert certificate.pdf_sha256 == hashlib.sha256(data).hexdigest()
    assert not default_storage.exists(certificate.pdf_name)
    mail = OutboxMessage.objects.get()
    assert (mail.key, mail.recipient) == (f"certificate:{certificate.code}", "jana@example.org")
    assert mail.subject == "Ihr Zertifikat für „Sicher im Netz“"
    assert f"http://testserver/de/lernen/{enrolment.key}/zertifikat/" in mail.text
    assert f"http://testserver/z/{certificate.code}" in mail.text
    assert mail.attachment_name == "leistungsnachweis-sicher-im-netz.pdf"
    assert hashlib.sha256(mail.attachment).hexdigest() == certificate.pdf_sha256


@pytest.mark.django_db
def test_rendering_again_changes_nothing():
    code = CertificateFactory().code
    first = render_certificate(code=code, at=NOW)
    again = render_certificate(code=code, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert (again.pdf_name, again.rendered_at) == (first.pdf_name, NOW)
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_without_an_address_or_enrolment_nobody_is_written_to():
    user = UserFactory(email="", confirmed=False)
    render_certificate(code=CertificateFactory(enrolment=EnrolmentFactory(user=user)).code, at=NOW)
    orphan = CertificateFactory()
    Certificate.objects.filter(pk=orphan.pk).update(enrolment=None)
    assert render_certificate(code=orphan.code, at=NOW).pdf_name
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_renderers_at_once_keep_one_file_and_send_one_mail():
    code = CertificateFactory().code
    errors = []

    def run():
        try:
            render_certificate(code=code, at=NOW)
        except Exception as error:  # noqa: BLE001  (any error is a failure)
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    name = Certificate.objects.get(code=code).pdf_name
    _folders, files = storages["private"].listdir(f"certificates/{code[:2]}")
    assert [file for file in files if file.startswith(code)] == [name.rpartition("/")[2]]
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_what_a_killed_renderer_left_is_written_over():
    code = CertificateFactory().code
    private = storages["private"]
    assert private.save(file_path(code), ContentFile(b"of somebody")) == file_path(code)
    certificate = render_certificate(code=code, at=NOW)
    assert private.listdir(f"certificates/{code[:2]}")[1] == [f"{code}.pdf"]
    with private.open(certificate.pdf_name) as file:
        assert hashlib.sha256(file.read()).hexdigest() == certificate.pdf_sha256


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_leaves_the_row_waiting(settings, tmp_path):
    code = CertificateFactory().code
    (tmp_path / "certificates").write_bytes(b"a file where a folder should be")
    settings.STORAGES = settings.STORAGES | {
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    }
    with pytest.raises(OSError, match="certificates"):
        render_certificate(code=code, at=NOW)
    assert Certificate.objects.get(code=code).pdf_name == ""
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_a_name_forgotten_while_its_file_was_made_is_not_kept(monkeypatch):
    code = CertificateFactory().code
    make = certificate_pdf.certificate_pdf

    def slowly(certificate, **values):
        forget_name(Certificate.objects.get(code=code))
        return make(certificate, **values)

    monkeypatch.setattr(certificate_pdf, "certificate_pdf", slowly)
    certificate = render_certificate(code=code, at=NOW)
    assert (certificate.pdf_name, certificate.credential, certificate.holder_name) == ("", "", "")
    assert not storages["private"].exists(file_path(code))
    assert not OutboxMessage.objects.exists()


def test_codes_are_written_in_groups():
    assert grouped("bcdfghjkmnpqrstvwxyz2345678") == "bcdfg-hjkmn-pqrst-vwxyz-23456-78"


@pytest.mark.django_db
def test_a_file_is_called_by_kind_and_course_never_by_a_person():
    certificate = CertificateFactory(facts=facts(course="Chóśebuz® digital: 中"))
    assert file_name(certificate) == "leistungsnachweis-chosebuz-digital"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, MAX_LOGOS, MAX_LOGOS + 3])
def test_every_house_is_named_and_one_answers_for_it(number):
    default_storage.save("logos/house.png", ContentFile(PIXEL))
    houses = [
        {"name": f"Haus {place} Chóśebuz", "logo_url": "/media/logos/house.png", "logo_alt": ""}
        for place in range(number)
    ]
    certificate = CertificateFactory(facts=facts(partners=houses))
    text = plain(text_of(opened(certificate)))
    assert [one["name"] for one in houses if plain(one["name"]) not in text] == []
    assert certificate.facts["issuer"]["name"] == "Bibliothek Cottbus/Chóśebuz"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"state": "replaced", "ended_at": NOW}, {"state": "revoked", "ended_at": NOW}]
)
def test_nothing_is_made_of_what_does_not_hold(values):
    certificate = CertificateFactory(**values)
    assert render_certificate(code=certificate.code, at=NOW).pdf_name == ""
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_nothing_is_made_without_a_name():
    certificate = CertificateFactory(facts=facts(holder=""))
    assert render_certificate(code=certificate.code, at=NOW).pdf_name == ""
    assert not OutboxMessage.objects.exists()
