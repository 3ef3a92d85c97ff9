"""Looking people up in the register: with a reason that they can read."""

import pytest

from courses.actions.certificate import ReasonMissingError
from courses.actions.certificate_register import export_register, find_by_holder
from courses.models import Certificate
from lms.accounts.privacy.looks import looks_at
from lms.records.models import AuditEvent, AuditNote
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db
NAME = "Měrćin Müller-Łužyca"


def find(name=NAME, *, reason="Az. 12/26", actor=None):
    actor = actor or UserFactory(is_city_staff=True)
    return find_by_holder(
        certificates=Certificate.objects.all(), name=name, reason=reason, actor=actor, at=NOW
    )


def test_who_was_found_reads_who_looked_and_why():
    certificate = CertificateFactory()
    CertificateFactory(enrolment=None, enrolment_key="x")  # without an account nobody is told
    assert certificate in find()
    (look,) = looks_at(certificate.enrolment.user)
    assert (look.what, look.who, look.why) == (
        "Zertifikat nach dem Namen gesucht",
        "Stadtverwaltung",
        "Az. 12/26",
    )
    search = AuditEvent.objects.get(action="certificate.search")
    assert search.data == {"found": 2}
    assert NAME not in str(list(AuditEvent.objects.values())) + str(
        list(AuditNote.objects.values())
    )


def test_an_admin_looks_in_the_name_of_the_house():
    certificate = CertificateFactory()
    find(actor=UserFactory())
    house = certificate.enrolment.course.partner
    (look,) = looks_at(certificate.enrolment.user)
    assert (look.who, look.house) == ("Einrichtung", house.name)


def test_a_search_that_finds_nothing_is_logged_too():
    assert find("Niemand Hier") == []
    assert AuditEvent.objects.get(action="certificate.search").data == {"found": 0}


def test_nothing_without_a_reason():
    certificate = CertificateFactory()
    with pytest.raises(ReasonMissingError):
        find(reason="  ")
    with pytest.raises(ReasonMissingError):
        export_register(
            certificates=Certificate.objects.all(), reason="", actor=UserFactory(), at=NOW
        )
    assert looks_at(certificate.enrolment.user) == []


def test_a_copy_of_the_register_names_nobody_and_is_logged():
    CertificateFactory()
    data = export_register(
        certificates=Certificate.objects.all(), reason="Jahresbericht", actor=UserFactory(), at=NOW
    ).decode("utf-8-sig")
    assert data.count("\r\n") == 2
    assert "Müller" not in data
    event = AuditEvent.objects.get(action="certificate.export")
    assert (event.data, event.note.text) == ({"rows": 1}, "Jahresbericht")
