"""A certificate for wallets: four envelopes, one credential."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from courses.actions.badge import FORMS, badge_file
from courses.actions.credential import signed_credential
from courses.formats.credentials.baking import unbake_png, unbake_svg
from courses.formats.credentials.checking import State, check_file
from courses.queries.signing import key_ring
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    """One whose credential was signed."""
    row = CertificateFactory()
    row.credential = signed_credential(row, name=row.holder_name)
    return row


@pytest.mark.parametrize("form", FORMS)
def test_every_envelope_holds_and_names_nobody(certificate, form):
    data = badge_file(certificate, form, name=certificate.holder_name)
    found = check_file(data, keys=key_ring(), at=timezone.now() + timedelta(days=1))
    assert found.state == State.VALID
    assert found.credential["id"].endswith(certificate.code)
    assert certificate.holder_name.encode() not in data


def test_both_pictures_give_the_document_back(certificate):
    made = {form: badge_file(certificate, form, name="Mia") for form in ("png", "svg", "json")}
    assert unbake_png(made["png"]) == unbake_svg(made["svg"]) == certificate.credential
    assert made["json"].decode() == certificate.credential
    with Image.open(io.BytesIO(made["png"])) as image:
        assert image.size == (400, 400)
    assert b"<title>Lernkette</title>" in made["svg"]
