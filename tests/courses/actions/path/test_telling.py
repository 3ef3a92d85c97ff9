"""Mails about paths: to whom, in which language, with which way back."""

import pytest

from courses.actions.course import retire_course
from courses.actions.path.agreeing import ask_houses
from courses.actions.path.telling import tell_course_gone, tell_house, tell_makers
from courses.models import PathAgreement
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import (
    admin_of,
    agreed_path,
    author_of,
    courses_of,
    partner_path,
    path_with,
)

pytestmark = pytest.mark.django_db


def asked(path, house):
    return PathAgreement.objects.create(path=path, partner=house, asked_at=NOW)


def mail():
    return OutboxMessage.objects.get()


def test_admins_are_asked_in_their_language_once():
    own, other = PartnerFactory(name="Windwerk"), PartnerFactory(name="Solarhof")
    path = partner_path(own, other, english="Understanding energy")
    admin = admin_of(other, user=UserFactory(language="en"))
    author_of(other)
    row = asked(path, other)
    tell_house(agreement=row, at=NOW)
    tell_house(agreement=row, at=NOW)
    found = mail()
    assert (found.recipient, found.person_key) == (admin.user.email, admin.user.key)
    assert found.kind == "path_asked"
    assert "Understanding energy" in found.subject
    assert f"/en/netzwerk/lernpfade/{path.key}/antwort/" in found.text
    assert "Windwerk" in found.text


def test_the_city_tells_and_makers_hear_what_was_said():
    house = PartnerFactory(name="Solarhof")
    clerk = staff()
    path = path_with(*courses_of(house, None), by=clerk)
    row, admin = asked(path, house), admin_of(house)
    tell_house(agreement=row, at=NOW)
    row.agrees = False
    tell_makers(agreement=row, at=NOW)
    told, answered = OutboxMessage.objects.order_by("pk")
    assert (told.kind, told.recipient) == ("path_told", admin.user.email)
    assert "widersprechen" in told.text
    assert (answered.kind, answered.recipient) == ("path_answered", clerk.user.email)
    assert "nicht einverstanden" in answered.text
    assert f"/netzwerk/lernpfade/{path.key}/" in answered.text


def test_a_partners_path_tells_its_own_admins():
    own, other = PartnerFactory(), PartnerFactory()
    path, maker = partner_path(own, other), admin_of(own)
    ask_houses(path=path, by=author_of(own), at=NOW)
    row = PathAgreement.objects.get()
    row.agrees = True
    tell_makers(agreement=row, at=NOW)
    assert mail().recipient == maker.user.email
    assert "ist einverstanden" in mail().subject


def test_people_without_an_address_get_nothing():
    house = PartnerFactory()
    admin_of(house, user=UserFactory(email=""))
    tell_house(agreement=asked(path_with(*courses_of(house, None)), house), at=NOW)
    assert not OutboxMessage.objects.exists()


def test_makers_hear_that_a_course_is_gone():
    own, other = PartnerFactory(), PartnerFactory()
    path, maker = agreed_path(own, other), admin_of(own)
    partner_path(own, title="Entwurf")
    course = path.steps.last().course
    retire_course(source_key=course.source_key, at=NOW)
    found = OutboxMessage.objects.get(kind="path_gap")
    assert found.recipient == maker.user.email
    assert "Kurs 2" in found.text
    tell_course_gone(course=course, at=NOW)
    assert OutboxMessage.objects.filter(kind="path_gap").count() == 1
