"""Files made with a typed name: right, signed, and kept nowhere."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from courses.actions.certificate_fetch import TYPES, fetch_file
from courses.actions.certificate_name import OtherNameError
from courses.actions.file_verification import FileState, verify_file
from courses.actions.signing import SigningError, create_key
from courses.enums import KeyUse
from courses.formats.credentials.certificate_file import read_certificate_file
from courses.models import Certificate
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(minutes=5)  # after the keys
NAME = "Mia Łužyca-Müller"


@pytest.fixture
def certificate():
    """One of a minor."""
    return CertificateFactory(
        enrolment__user=UserFactory(age_band="under_14"), facts=facts(holder="")
    )


def fetch(certificate, name=NAME, **values):
    return fetch_file(certificate=certificate, name=name, actor=None, at=NOW, **values)


def checked(data):
    return verify_file(data=data, address="203.0.113.9", at=NOW + timedelta(days=1))


def test_the_page_carries_the_name_and_the_same_request_gives_the_same_file(certificate):
    fetched = fetch(certificate)
    assert NAME in read_certificate_file(fetched.data).text
    assert fetch(certificate).data == fetched.data
    certificate.refresh_from_db()
    assert (certificate.pdf_name, certificate.credential) == ("", "")
    assert certificate.pdf_sha256 == hashlib.sha256(fetched.data).hexdigest()
    folder = f"certificates/{certificate.code[:2]}/{certificate.code}.pdf"
    assert not storages["private"].exists(folder)
    assert NAME not in str(list(AuditEvent.objects.values()))
    event = AuditEvent.objects.filter(action="certificate.fetch").first()
    assert (event.object_key, event.data["form"]) == (certificate.code, "pdf")


@pytest.mark.parametrize("ending", TYPES)
def test_each_file_verifies_though_the_register_knows_no_name(certificate, ending):
    fetched = fetch(certificate, ending=ending)
    verdict = checked(fetched.data)
    assert (verdict.state, verdict.found.code) == (FileState.GENUINE, certificate.code)


def test_a_file_of_before_a_new_key_still_verifies(certificate):
    before = fetch(certificate).data
    create_key(use=KeyUse.PROOF, at=NOW)
    assert fetch(certificate).data != before
    assert checked(before).state == FileState.GENUINE


def test_another_name_replaces_and_the_first_file_says_so(certificate):
    first = fetch(certificate).data
    with pytest.raises(OtherNameError):
        fetch(certificate, name="Mila Müller")
    second = fetch(certificate, name="Mila Müller", replaces=True)
    assert second.certificate.code != certificate.code
    assert "Mila Müller" in read_certificate_file(second.data).text
    old, new = checked(first), checked(second.data)
    assert (old.state, old.found.state) == (FileState.GENUINE, "replaced")
    assert (new.state, new.found.state) == (FileState.GENUINE, "valid")


def test_without_a_key_nothing_is_handed_out(certificate, settings, tmp_path):
    settings.SIGNING_KEY_DIR = tmp_path
    with pytest.raises(SigningError):
        fetch(certificate)
    assert Certificate.objects.get().name_hash == ""
