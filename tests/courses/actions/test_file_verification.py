"""A certificate's file: genuine, saved again, altered or foreign; nothing of it is kept."""

import io
import json
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.storage import storages

from courses.actions.certificate import revoke_certificate
from courses.actions.certificate_fetch import signed_page
from courses.actions.certificate_pdf import render_certificate
from courses.actions.credential import credential_token
from courses.actions.erasure import release_person
from courses.actions.file_verification import FILES, FileState, verify_file
from courses.formats.credentials.baking import bake_png, bake_svg
from courses.formats.credentials.certificate_file import read_certificate_file
from courses.models import Certificate
from lms.common.errors import ThrottledError
from tests.factories.certificates import CertificateFactory, facts
from tests.support.credentials import SVG, picture, signed
from tests.support.forging import edited, swap

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def certificate(db):
    """One that was handed out."""
    return render_certificate(code=CertificateFactory().code, at=NOW)


def file_of(certificate):
    with storages["private"].open(certificate.pdf_name) as file:
        return file.read()


def verify(data, address="192.0.2.1"):
    return verify_file(data=data, address=address, at=NOW)


def test_the_file_that_was_issued_is_genuine(certificate):
    verdict = verify(file_of(certificate))
    assert (verdict.state, verdict.differing) == (FileState.GENUINE, [])
    assert verdict.found.code == certificate.code


def test_a_file_saved_again_states_the_same(certificate):
    verdict = verify(edited(file_of(certificate), lambda document: None))
    assert (verdict.state, verdict.differing) == (FileState.RESAVED, [])


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("Müller", "Mülrel", "name"),
        ("Netz", "Ntez", "course"),
        ("7.5", "5.7", "results"),
        ("20. November", "02. November", "period"),
        ("bewerten", "bewreten", "competences"),
        ("Cottbus", "Cotbtus", "partners"),
    ],
)
def test_an_altered_page_is_not_genuine_and_the_fact_is_named(certificate, old, new, fact):
    verdict = verify(edited(file_of(certificate), swap(old, new)))
    assert verdict.state == FileState.ALTERED
    assert fact in verdict.differing


WORDING = {
    "before": "Gern bestätigt das Haus, dass", "after": "alles geschafft hat:",
    "closing": "Viel Erfolg", "signatory": "Leitung des Hauses",
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"), [("Gern", "Genr"), ("geschafft", "geschfaft"), ("Leitung", "Letiung")]
)
def test_altered_words_of_the_house_are_named(old, new):
    row = CertificateFactory(facts=facts(wording=WORDING))
    data = file_of(render_certificate(code=row.code, at=NOW))
    assert verify(data).state == FileState.GENUINE
    verdict = verify(edited(data, swap(old, new)))
    assert (verdict.state, verdict.differing) == (FileState.ALTERED, ["wording"])


def test_words_added_to_the_page_are_noticed(certificate):
    def change(document):
        page = document.pages[0]
        parts = page.Contents.read_bytes().rpartition(b"BT")
        page.Contents = document.make_stream(b"".join([*parts, b"\nBT", parts[2]]))

    verdict = verify(edited(file_of(certificate), change))
    assert (verdict.state, verdict.differing) == (FileState.ALTERED, ["other"])


def test_another_document_inside_is_noticed(certificate):
    other = render_certificate(code=CertificateFactory(facts=facts(course="Anderes")).code, at=NOW)

    def change(document):
        spec = document.attachments["zertifikat.json"]
        del document.attachments["zertifikat.json"]
        made = pikepdf.AttachedFileSpec(document, other.credential.encode(), filename=spec.filename)
        document.attachments["zertifikat.json"] = made

    verdict = verify(edited(file_of(certificate), change))
    assert verdict.state == FileState.ALTERED
    assert verdict.found.code == other.code


def test_a_document_taken_out_is_noticed(certificate):
    def change(document):
        del document.attachments["zertifikat.json"]

    verdict = verify(edited(file_of(certificate), change))
    assert verdict.state == FileState.ALTERED
    assert "name" in verdict.differing


def test_every_form_of_the_credential_is_genuine(certificate):
    row = Certificate.objects.select_related("achievement", "status_list").get()
    token = credential_token(row, name=certificate.holder_name)
    files = [certificate.credential.encode(), token.encode()]
    for text in (certificate.credential, token):
        files += [bake_png(picture(), text), bake_svg(SVG, text)]
    for data in files:
        verdict = verify(data)
        assert (verdict.state, verdict.found.code) == (FileState.GENUINE, certificate.code)


@pytest.mark.parametrize(
    ("path", "value", "fact"),
    [
        (("name",), "Etwas Höheres", "course"),
        (("credentialSubject", "achievement", "name"), "Etwas Höheres", "course"),
        (("credentialSubject", "result", 0, "value"), "10", "results"),
        (("credentialSubject", "identifier", 0, "identityHash"), "sha256$00", "name"),
        (("credentialSubject", "activityEndDate"), "2020-01-01T12:00:00Z", "period"),
        (("credentialSubject", "achievement", "criteria", "narrative"), "Alles", "rule"),
        (("issuer", "name"), "Universität", "partners"),
        (("validFrom",), "2020-01-01T12:00:00Z", "issued"),
    ],
)
def test_an_altered_credential_is_not_and_the_fact_is_named(certificate, path, value, fact):
    document = json.loads(certificate.credential)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    text = json.dumps(document)
    for data in (text.encode(), bake_svg(SVG, text), bake_png(picture(), text)):
        verdict = verify(data)
        assert (verdict.state, verdict.differing) == (FileState.ALTERED, [fact])


def test_an_altered_token_is_not(certificate):
    row = Certificate.objects.select_related("achievement", "status_list").get()
    head, body, tail = credential_token(row, name=certificate.holder_name).split(".")
    other = "A" if tail[20] != "A" else "B"
    verdict = verify(f"{head}.{body}.{tail[:20]}{other}{tail[21:]}".encode())
    assert (verdict.state, verdict.found.code) == (FileState.ALTERED, certificate.code)


@pytest.fixture
def forgotten(certificate):
    """The file of somebody who left and kept the certificate; the register has no name of it."""
    return forget(certificate)


def forget(certificate):
    data = file_of(certificate)
    user = certificate.enrolment.user
    user.keeps_certificates = True
    user.save()
    release_person(user=user, at=NOW)
    row = Certificate.objects.get()
    assert (row.holder_name, row.pdf_sha256, row.credential) == ("", "", "")
    return data


def test_a_certificate_outlives_its_account_and_still_proves_itself(forgotten):
    verdict = verify(forgotten)
    assert (verdict.state, verdict.differing) == (FileState.GENUINE, [])
    assert verdict.found.state == "valid"
    verdict = verify(edited(forgotten, lambda document: None))
    assert (verdict.state, verdict.differing) == (FileState.RESAVED, [])


def test_so_does_one_with_words_of_the_house():
    row = CertificateFactory(facts=facts(wording=WORDING))
    data = forget(render_certificate(code=row.code, at=NOW))
    assert verify(data).state == FileState.GENUINE
    verdict = verify(edited(data, swap("Gern", "Genr")))
    assert (verdict.state, verdict.differing) == (FileState.ALTERED, ["wording"])
    verdict = verify(edited(data, swap("Müller", "Mülrel")))
    assert (verdict.state, verdict.differing) == (FileState.ALTERED, ["name"])


@pytest.mark.parametrize(
    ("old", "new", "fact"), [("Müller", "Mülrel", "name"), ("Netz", "Ntez", "course")]
)
def test_and_an_altered_one_does_not(forgotten, old, new, fact):
    verdict = verify(edited(forgotten, swap(old, new)))
    assert (verdict.state, verdict.differing) == (FileState.ALTERED, [fact])


def test_without_its_document_it_proves_nothing(forgotten):
    def change(document):
        del document.attachments["zertifikat.json"]

    assert verify(edited(forgotten, change)).state == FileState.PRINTED


def test_a_revoked_one_is_genuine_and_revoked(certificate):
    revoke_certificate(code=certificate.code, reason="error", actor=None, at=NOW)
    verdict = verify(file_of(certificate))
    assert (verdict.state, verdict.found.state) == (FileState.GENUINE, "revoked")


def test_what_is_not_from_here_is_foreign(certificate):
    unknown = certificate.credential.replace(certificate.code, "b" * 27)
    blank = pikepdf.Pdf.new()
    blank.add_blank_page()
    target = io.BytesIO()
    blank.save(target)
    for data in (json.dumps(signed()).encode(), unknown.encode(), target.getvalue()):
        assert verify(data).state == FileState.FOREIGN


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 broken", picture(), b"x" * 3_000_000])
def test_what_cannot_be_read_is_said(data):
    assert verify(data).state == FileState.UNREADABLE


def test_nobody_checks_without_end(certificate):
    data = certificate.credential.encode()
    for _ in range(FILES):
        verify(data, "198.51.100.7")
    with pytest.raises(ThrottledError):
        verify(data, "198.51.100.7")
    assert verify(data, "198.51.100.8").state == FileState.GENUINE


def test_nothing_is_kept(certificate):
    before = sorted(storages["private"].listdir("certificates")[0])
    verify(file_of(certificate))
    assert sorted(storages["private"].listdir("certificates")[0]) == before


def test_one_that_has_expired_is_genuine_still():
    row = CertificateFactory(facts=facts(valid_until="2026-12-24", holder=""))
    data = signed_page(
        Certificate.objects.select_related("achievement", "status_list").get(pk=row.pk),
        name="Mia",
        at=NOW,
    )
    text = read_certificate_file(data).text
    assert ("Gültig bis" in text, "24. Dezember 2026" in text) == (True, True)
    for at in (NOW + timedelta(days=1), NOW + timedelta(days=400)):
        assert verify_file(data=data, address="x", at=at).state == FileState.GENUINE
