"""The operator's signature around certificate files: put on, checked, and loud when it cannot."""

import hashlib
import importlib.util
import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.storage import storages
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from courses.actions import pdf_signing
from courses.actions.certificate_pdf import certificate_pdf, render_certificate, unsigned_pdf
from courses.actions.credential import signed_credential
from courses.actions.file_verification import FileState, verify_file
from courses.actions.pdf_signing import file_signer, is_signed_here, signed_pdf
from courses.actions.signing import SigningError
from courses.formats.credentials.pades import Pades
from courses.formats.credentials.signer_file import read_signer
from courses.models import Certificate
from lms.records.models import OutboxMessage
from tests.factories.certificates import CertificateFactory, facts
from tests.support.forging import edited, swap
from tests.support.signers import BEGIN, install, key_of, own, p12, pem, root

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def installed(settings, tmp_path):
    """The certificate that an operator put in place."""
    mine = own()
    install(settings, tmp_path, pem(key_of("ec"), mine, root()))
    return mine


@pytest.fixture
def certificate(db):
    return CertificateFactory()


@pytest.fixture
def nameless(certificate):
    """One whose file is not kept: only what is in the file vouches for it."""
    Certificate.objects.update(holder_name="")
    return Certificate.objects.select_related("achievement", "status_list").get()


def made(row, holder="Měrćin Müller-Łužyca", *, at=NOW):
    credential = signed_credential(row, name=holder)
    return certificate_pdf(row, holder=holder, credential=credential, at=at)


def verify(data):
    return verify_file(data=data, address="192.0.2.1", at=NOW)


def moment_of(data):
    return PdfFileReader(io.BytesIO(data)).embedded_signatures[0].self_reported_timestamp


def test_without_one_installed_the_file_is_as_it_was_made():
    assert file_signer(at=NOW) is None
    assert signed_pdf(b"%PDF-", moment=NOW, at=NOW) == b"%PDF-"
    assert not is_signed_here(b"%PDF-")


def test_a_handed_out_file_is_signed_and_the_register_has_its_hash(installed, certificate):
    row = render_certificate(code=certificate.code, at=NOW)
    with storages["private"].open(row.pdf_name) as file:
        data = file.read()
    assert is_signed_here(data)
    assert row.pdf_sha256 == hashlib.sha256(data).hexdigest()
    assert verify(data).state == FileState.GENUINE
    document = pikepdf.open(io.BytesIO(data))
    assert document.check_pdf_syntax() == []
    assert (
        document.attachments["zertifikat.json"].get_file().read_bytes().decode() == row.credential
    )
    assert len(data) <= 32_000


def test_it_states_when_the_certificate_was_issued(installed, certificate):
    assert moment_of(made(certificate, at=NOW + timedelta(days=300))) == certificate.issued_at


def test_but_never_a_moment_before_the_signer_began(settings, tmp_path, certificate):
    begin = NOW + timedelta(days=400)
    install(settings, tmp_path, pem(key_of("ec"), own(begin=begin)))
    assert moment_of(made(certificate, at=begin + timedelta(days=1))) == begin


def test_a_file_that_nobody_keeps_is_genuine_each_time_it_is_made(installed, nameless):
    first, second = made(nameless), made(nameless)
    assert first != second  # ECDSA draws
    for data in (first, second):
        assert (verify(data).state, verify(data).differing) == (FileState.GENUINE, [])
    assert (
        verify(
            unsigned_pdf(
                nameless,
                holder="Měrćin Müller-Łužyca",
                credential=signed_credential(nameless, name="Měrćin Müller-Łužyca"),
            )
        ).state
        == FileState.GENUINE
    )  # from before the operator had one


@pytest.mark.parametrize(
    ("old", "new", "fact"), [("Müller", "Mülrel", "name"), ("Netz", "Ntez", "course")]
)
def test_an_altered_page_is_not(installed, nameless, old, new, fact):
    verdict = verify(edited(made(nameless), swap(old, new)))
    assert (verdict.state, verdict.differing) == (FileState.ALTERED, [fact])


def test_what_is_added_to_a_signed_file_takes_its_word(installed, nameless):
    data, others = made(nameless), own("rsa")
    unsigned = data[: data.index(b"%%EOF") + 6]
    stranger = Pades(read_signer(pem(key_of("rsa"), others), "")).sign(unsigned, moment=NOW)
    flipped = bytearray(data)
    flipped[data.index(b"/ByteRange") - 2500] ^= 1  # within the signature's own bytes
    for altered in (data + b"\n%", stranger, bytes(flipped), data[:-8]):
        assert verify(altered).state not in {FileState.GENUINE, FileState.FOREIGN}


def test_a_later_revision_that_changes_the_page_is_found(installed, nameless):
    """An attacker's usual way: the signed file stays, something is written behind it."""
    data = made(nameless)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(180)
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    altered = target.getvalue()
    assert altered.startswith(data)
    document = pikepdf.open(io.BytesIO(altered))
    assert document.pages[0].Rotate == 180
    assert not is_signed_here(altered)
    assert verify(altered).state == FileState.RESAVED


def test_files_of_an_earlier_signer_are_known_while_its_certificate_is_kept(
    installed, settings, tmp_path, nameless
):
    data = made(nameless)
    install(settings, tmp_path, pem(key_of("rsa"), own("rsa")))
    assert verify(data).state == FileState.RESAVED
    (tmp_path / "before.pem").write_bytes(
        root().public_bytes(Encoding.PEM) + installed.public_bytes(Encoding.PEM)
    )
    settings.SIGNING_KEY_DIR, settings.PDF_SIGNERS_BEFORE = tmp_path, "before.pem"
    assert is_signed_here(data)
    settings.PDF_SIGNER = ""  # a host that only checks
    assert is_signed_here(data)


@pytest.mark.parametrize(
    ("data", "passphrase"),
    [
        (pem(key_of("ec"), own(begin=BEGIN - timedelta(days=9), days=3)), ""),
        (pem(key_of("ec"), own(begin=NOW + timedelta(days=1))), ""),
        (pem(key_of("ec"), own(), passphrase="a"), "b"),
        (pem(key_of("ec"), own("rsa")), ""),
        (b"", ""),
        (None, ""),
    ],
    ids=["ended", "not begun", "passphrase", "of another key", "empty", "gone"],
)
def test_what_cannot_sign_stops_loudly_and_the_row_waits(
    settings, tmp_path, certificate, data, passphrase
):
    install(settings, tmp_path, data or b"", passphrase=passphrase)
    if data is None:
        (tmp_path / "siegel.pem").unlink()
    with pytest.raises(SigningError, match=r"siegel\.pem.*operate\.md"):
        render_certificate(code=certificate.code, at=NOW)
    certificate.refresh_from_db()
    assert (certificate.pdf_name, certificate.credential) == ("", "")
    assert not OutboxMessage.objects.exists()


def test_a_missing_library_is_said_not_passed_over(installed, monkeypatch, nameless):
    data = made(nameless)
    found = importlib.util.find_spec
    monkeypatch.setattr(
        pdf_signing, "find_spec", lambda name: None if name == "pyhanko" else found(name)
    )
    with pytest.raises(SigningError, match="pyHanko is not installed"):
        file_signer(at=NOW)
    assert not is_signed_here(data)


def test_the_file_is_read_once_until_it_changes(settings, tmp_path):
    install(settings, tmp_path, p12(key_of("ec"), own(), root(), passphrase="a"), passphrase="a")
    signer = file_signer(at=NOW)
    assert file_signer(at=NOW) is signer
    other = own("rsa")
    install(settings, tmp_path, pem(key_of("rsa"), other))
    assert file_signer(at=NOW).certificate == other


def test_the_longest_facts_signed_are_not_much_larger(installed, db):
    base = facts()
    row = CertificateFactory(facts=facts(competences=base["competences"] * 30))
    small = unsigned_pdf(row, holder="W" * 120, credential="{}")
    assert len(signed_pdf(small, moment=NOW, at=NOW)) - len(small) < 6_500
