"""Taking a certificate back."""

import pytest
from django.urls import reverse

from courses.actions.certificate_name import change_name
from courses.models import Certificate, CertificateReview
from lms.records.models import AuditEvent
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW, CourseFactory
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def certificate(world):
    return CertificateFactory(enrolment__course=CourseFactory(partner=world.a))


def path(certificate):
    return f"/admin/zertifikate/{certificate.code}/"


@pytest.mark.parametrize("person", ["admin_a", "city"])
def test_found_by_its_code_as_it_is_printed(world, certificate, person):
    client = admin.signed_in(world.people[person])
    typed = f"{certificate.code[:9].upper()}-{certificate.code[9:]} "
    answer = client.post("/admin/zertifikate/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, path(certificate))
    page = client.get(path(certificate)).content.decode()
    assert certificate.facts["course"] in page
    assert certificate.holder_name not in page


def test_another_house_finds_nothing(world, certificate):
    client = admin.signed_in(world.people["admin_b"])
    foreign = client.post("/admin/zertifikate/", {"code": certificate.code})
    absent = client.post("/admin/zertifikate/", {"code": "b" * 27})
    assert foreign.status_code == absent.status_code == 422
    assert (
        foreign.content.count(b"hier kein Zertifikat")
        == absent.content.count(b"hier kein Zertifikat")
        == 1
    )
    assert client.get(path(certificate)).status_code == 404
    assert client.post(path(certificate), {"reason": "error"}).status_code == 404
    assert Certificate.objects.get().state == "valid"


@pytest.mark.parametrize("person", ["admin_a", "city"])
def test_revoked_at_once_with_a_public_reason(world, certificate, person, client):
    answer = admin.signed_in(world.people[person]).post(path(certificate), {"reason": "deceit"})
    assert answer.status_code == 302
    page = client.get(f"/de/zertifikat/{certificate.code}/").content.decode()
    assert "widerrufen" in page
    assert "Täuschung" in page
    event = AuditEvent.objects.get(action="certificate.revoke")
    assert event.actor_key == world.people[person].key


def test_without_a_reason_nothing_happens(world, certificate):
    client = admin.signed_in(world.people["city"])
    assert client.post(path(certificate), {}).status_code == 422
    assert Certificate.objects.get().state == "valid"


def test_twice_is_told(world, certificate):
    client = admin.signed_in(world.people["city"])
    client.post(path(certificate), {"reason": "error"})
    again = client.post(path(certificate), {"reason": "error"})
    assert again.status_code == 409
    assert "gilt schon nicht mehr" in again.content.decode()
    assert "Zertifikat widerrufen" not in again.content.decode()


def test_the_city_reaches_a_certificate_whose_enrolment_is_gone(world, certificate):
    Certificate.objects.update(enrolment=None)
    assert admin.signed_in(world.people["admin_a"]).get(path(certificate)).status_code == 404
    assert admin.signed_in(world.people["city"]).get(path(certificate)).status_code == 200


@pytest.mark.parametrize("person", ["author_a", "reviewer_a"])
def test_authors_and_reviewers_may_not(world, certificate, person):
    client = admin.signed_in(world.people[person])
    assert client.post(path(certificate), {"reason": "error"}).status_code == 403
    assert Certificate.objects.get().state == "valid"


def test_what_lost_its_basis_is_listed_and_may_stay(world):
    certificate = CertificateFactory(enrolment__course=CourseFactory(partner=world.a))
    CertificateReview.objects.create(certificate=certificate, asked_at=admin.NOW)
    address = reverse("cms:certificate-find")
    keep = reverse("cms:certificate-keep", args=[certificate.code])
    ours, theirs = (admin.signed_in(world.people[name]) for name in ("admin_a", "admin_b"))
    page = ours.get(address).content.decode()
    assert keep in page
    assert certificate.holder_name not in page
    assert keep not in theirs.get(address).content.decode()
    assert theirs.post(keep).status_code == 404
    assert ours.post(keep).status_code == 302
    assert keep not in ours.get(address).content.decode()
    certificate.refresh_from_db()
    assert certificate.state == "valid"


HOLDER, REGISTER = "/admin/zertifikate/nach-namen/", "/admin/zertifikate/register.csv"


@pytest.mark.parametrize("person", ["admin_a", "city"])
def test_found_by_the_exact_name_with_a_reason(world, certificate, person):
    client = admin.signed_in(world.people[person])
    asked = {"name": certificate.holder_name, "reason": "Az. 12/26"}
    page = client.post(HOLDER, asked).content.decode()
    assert reverse("cms:certificate-revoke", args=[certificate.code]) in page
    missing = client.post(HOLDER, {**asked, "reason": ""})
    assert missing.status_code == 422
    assert f'value="{certificate.holder_name}"' in missing.content.decode()
    assert AuditEvent.objects.filter(action="certificate.look").count() == 1


def test_another_house_finds_nobody_by_name_and_copies_nothing(world, certificate):
    client = admin.signed_in(world.people["admin_b"])
    asked = {"name": certificate.holder_name, "reason": "x"}
    page = client.post(HOLDER, asked).content.decode()
    assert "steht hier kein Zertifikat" in page
    assert not AuditEvent.objects.filter(action="certificate.look").exists()
    copied = client.post(REGISTER, {"reason": "x"}).content.decode("utf-8-sig")
    assert certificate.code not in copied


def test_the_register_is_copied_with_a_reason(world, certificate):
    client = admin.signed_in(world.people["admin_a"])
    assert client.get(REGISTER).status_code == 200
    assert client.post(REGISTER, {"reason": ""}).status_code == 422
    answer = client.post(REGISTER, {"reason": "Jahresbericht"})
    assert answer["Content-Type"].startswith("text/csv")
    assert certificate.code in answer.content.decode("utf-8-sig")


def test_authors_have_no_register(world, certificate):
    client = admin.signed_in(world.people["author_a"])
    for path_ in (HOLDER, REGISTER):
        assert client.post(path_, {"name": "x", "reason": "x"}).status_code == 403


def test_a_replaced_one_leads_to_the_one_that_holds(world, certificate):
    middle = change_name(certificate=certificate, name="Mila Müller", at=NOW)
    newest = change_name(certificate=middle, name="Mila Meier", at=NOW)
    page = admin.signed_in(world.people["admin_a"]).get(path(certificate)).content.decode()
    assert "ersetzt" in page
    assert f'href="{path(newest)}"' in page
    assert middle.code not in page


def test_a_house_answers_for_its_certificates_when_the_account_is_gone(world, certificate):
    house = certificate.achievement.issuer_key
    type(world.a).objects.filter(pk=world.a.pk).update(key=house)
    Certificate.objects.update(enrolment=None)
    assert admin.signed_in(world.people["admin_a"]).get(path(certificate)).status_code == 200
    assert admin.signed_in(world.people["admin_b"]).get(path(certificate)).status_code == 404
