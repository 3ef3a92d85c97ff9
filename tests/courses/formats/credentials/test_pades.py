"""A signature over a whole PDF: a validator finds it sound, and any change breaks it."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from courses.formats.credentials.pades import FIELD, Pades, is_signed_by
from courses.formats.credentials.signer_file import read_signer
from lms.common.pdf import Source, render_pdf
from tests.support.signers import key_of, own, pem, root

MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PLAIN = render_pdf(
    "<h1>Größe</h1>",
    title="Zeugnis",
    language="de",
    sources=[Source("zertifikat.json", b'{"a": 1}', "Angaben", MOMENT)],
)


def made(kind="ec", *chain):
    mine = own(kind)
    data = pem(key_of(kind), mine, *chain)
    return Pades(read_signer(data, "")).sign(PLAIN, moment=MOMENT), mine


def validated(pdf):
    """What pyHanko says, whose root is ours."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trusted = x509.Certificate.load(root().public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[trusted], moment=MOMENT)
    return apart(lambda: validate_pdf_signature(signature, context))


def apart(call):
    """In a thread without an event loop: journeys before this test left one in this one."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(call).result()


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_validator_finds_it_sound_over_the_whole_file(kind):
    signed, mine = made(kind, root())
    status = validated(signed)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.bottom_line
    assert status.signer_reported_dt == MOMENT
    assert is_signed_by(signed, [mine])


def test_it_is_pades_baseline_b_without_reason_place_or_picture():
    signed, _mine = made("ec", root())
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    given = {
        key: value
        for key, value in signature.sig_object.items()
        if key not in {"/Contents", "/ByteRange"}
    }
    assert given == {
        "/Type": "/Sig",
        "/Filter": "/Adobe.PPKLite",
        "/SubFilter": "/ETSI.CAdES.detached",
        "/M": "D:20261124100000Z",
    }
    attributes = {one["type"].native for one in signature.signer_info["signed_attrs"]}
    # EN 319 142-1: the time stands in /M, not in the attributes.
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}
    assert signature.signer_info["unsigned_attrs"].native is None
    inside = [
        one.chosen.subject.native["common_name"] for one in signature.signed_data["certificates"]
    ]
    assert inside == ["Stadt Cottbus/Chóśebuz"]  # readers have the root
    field = signature.sig_field
    assert (field["/T"], field["/Rect"], field["/F"]) == (FIELD, [-9999] * 4, 0b10000100)
    assert "/AP" not in field


def test_the_file_before_stays_as_it_was_and_keeps_what_it_claims():
    signed, _mine = made()
    assert signed.startswith(PLAIN)
    assert signed.startswith(b"%PDF-1.7")
    document = pikepdf.open(io.BytesIO(signed))
    assert document.check_pdf_syntax() == []
    assert "/Version" not in document.Root
    assert "/Extensions" not in document.Root
    before = pikepdf.open(io.BytesIO(PLAIN))
    assert document.attachments["zertifikat.json"].get_file().read_bytes() == b'{"a": 1}'
    assert document.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == "Zeugnis"


def test_any_changed_byte_is_found():
    """All places in turn, one in every 97; those of the signature itself included."""
    signed, mine = made()
    unnoticed = []
    for place in range(8, len(signed), 97):
        other = bytearray(signed)
        other[place] ^= 1
        if is_signed_by(bytes(other), [mine]):
            unnoticed.append(place)
    # What is left over of the room for the signature is not part of anything.
    room = signed.index(b"/ByteRange"), signed.rindex(b"0>", 0, signed.index(b"/ByteRange"))
    assert [place for place in unnoticed if not room[1] - 32 <= place < room[0]] == []


def test_what_was_added_behind_or_signed_by_others_does_not_count():
    signed, mine = made()
    others = own("rsa")
    assert not is_signed_by(PLAIN, [mine])
    assert not is_signed_by(signed, [others])
    assert not is_signed_by(signed, [])
    assert not is_signed_by(signed + b"\n", [mine])
    assert not is_signed_by(b"%PDF-1.7 broken", [mine])
    again = Pades(read_signer(pem(key_of("rsa"), others), "")).sign
    with pytest.raises(Exception, match="field"):
        again(signed, moment=MOMENT)


def test_an_event_loop_around_it_does_no_harm():
    async def inside():
        signed, mine = made()
        return is_signed_by(signed, [mine])

    assert apart(lambda: asyncio.run(inside())) is True


def test_nobody_is_asked(monkeypatch):
    """Neither for time nor for what was revoked, though the certificate says where."""

    def forbidden(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    mine = own(ask="http://127.0.0.1:9/canary")
    signed = Pades(read_signer(pem(key_of("ec"), mine), "")).sign(PLAIN, moment=MOMENT)
    assert is_signed_by(signed, [mine])


def test_one_signer_signs_many_files_as_one_did():
    pades = Pades(read_signer(pem(key_of("ec"), own(), root()), ""))
    sizes = {len(pades.sign(PLAIN, moment=MOMENT + timedelta(days=number))) for number in range(12)}
    assert len(sizes) == 1
    assert sizes.pop() - len(PLAIN) < 6_000
