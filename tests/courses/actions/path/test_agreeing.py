"""Asking houses, their answers, publishing."""

import pytest

from courses.actions.path.agreeing import (
    answer_path,
    ask_anew,
    ask_houses,
    forget_gone,
    publish_path,
)
from courses.actions.path.making import PathFaultError, end_path
from courses.enums import PathState
from courses.models import PathAgreement
from courses.queries.labels import catalogue_stamp
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.bridges import course
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import (
    admin_of,
    agree,
    agreed_path,
    author_of,
    courses_of,
    partner_path,
    path_with,
    published_path,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses():
    return PartnerFactory(name="Eigenes"), PartnerFactory(name="Anderes")


def kinds(to):
    return [mail.kind for mail in OutboxMessage.objects.filter(recipient=to.user.email)]


def test_a_partners_path_needs_everybody_else(houses):
    own, other = houses
    path, author, admin = partner_path(own, other), author_of(own), admin_of(other)
    with pytest.raises(ConflictError, match="Anderes"):
        publish_path(path=path, by=author, at=NOW)
    assert ask_houses(path=path, by=author, at=NOW) == 1
    assert kinds(admin) == ["path_asked"]
    with pytest.raises(ConflictError, match="Anderes"):
        publish_path(path=path, by=author, at=NOW)
    row = PathAgreement.objects.get()
    answer_path(agreement=row, agrees=True, by=admin, at=NOW)
    row.refresh_from_db()
    assert (row.agrees, row.answered_by_key) == (True, admin.user.key)
    publish_path(path=path, by=author, at=NOW)
    path.refresh_from_db()
    assert (path.state, path.published_at) == (PathState.PUBLISHED, NOW)
    assert AuditEvent.objects.filter(action="path.answer", partner_key=other.key).count() == 1


def test_a_no_may_be_asked_about_again_and_agreed_houses_are_left_alone(houses):
    own, other = houses
    third = PartnerFactory()
    path = partner_path(own, other, third)
    ask_houses(path=path, by=author_of(own), at=NOW)
    agree(path, third)
    agree(path, other, agrees=False)
    with pytest.raises(ConflictError, match="Anderes"):
        publish_path(path=path, by=author_of(own), at=NOW)
    assert ask_houses(path=path, by=author_of(own), at=NOW) == 1
    assert {row.partner: row.agrees for row in path.agreements.all()} == {other: None, third: True}


def test_only_admins_of_the_house_answer(houses):
    own, other = houses
    path = partner_path(own, other)
    ask_houses(path=path, by=author_of(own), at=NOW)
    row = PathAgreement.objects.get()
    for by in (author_of(other), admin_of(own), staff()):
        with pytest.raises(NotAllowedError):
            answer_path(agreement=row, agrees=True, by=by, at=NOW)
    row.refresh_from_db()
    assert row.agrees is None
    end_path(path=path, by=author_of(own), at=NOW)
    with pytest.raises(ConflictError):
        answer_path(agreement=row, agrees=True, by=admin_of(other), at=NOW)


def test_a_withdrawn_yes_changes_the_catalogue_and_tells_the_makers(houses):
    own, other = houses
    maker = admin_of(own)
    path, stamp = agreed_path(own, other), catalogue_stamp()
    agree(path, other, agrees=False)
    path.refresh_from_db()
    assert (path.state, catalogue_stamp() != stamp) == (PathState.PUBLISHED, True)
    assert kinds(maker) == ["path_answered", "path_answered"]
    before = AuditEvent.objects.count()
    agree(path, other, agrees=False)  # said already
    assert AuditEvent.objects.count() == before


def test_the_city_tells_and_houses_may_object():
    house = PartnerFactory()
    admin = admin_of(house)
    clerk = staff()
    path = published_path(*courses_of(house, None))
    assert kinds(admin) == ["path_told"]
    assert path.agreements.count() == 2
    with pytest.raises(ConflictError):
        ask_houses(path=path, by=clerk, at=NOW)
    with pytest.raises(ConflictError):
        publish_path(path=path, by=clerk, at=NOW)
    agree(path, house, agrees=False)
    assert kinds(clerk) == ["path_answered"]
    ask_anew(path=path, partners={house.pk}, at=NOW)
    assert path.agreements.get(partner=house).agrees is False
    assert kinds(admin) == ["path_told"]


@pytest.mark.parametrize("gap", ["one", "transition", "retired"])
def test_what_a_path_must_have_first(gap):
    one, two = courses_of(None, None)
    path = path_with(one) if gap == "one" else path_with(one, two)
    if gap == "transition":
        path.steps.filter(course=two).update(transitions={})
    if gap == "retired":
        type(two).objects.filter(pk=two.pk).update(state="retired")
    with pytest.raises(PathFaultError):
        publish_path(path=path, by=staff(), at=NOW)
    path.refresh_from_db()
    assert path.state == PathState.DRAFT


def test_where_the_stage_stays_no_transition_is_needed():
    path = path_with(course("adult", title="Eins"), course("adult", title="Zwei"))
    path.steps.update(transitions={})
    publish_path(path=path, by=staff(), at=NOW)
    path.refresh_from_db()
    assert path.state == PathState.PUBLISHED


def test_houses_without_a_course_are_forgotten_but_not_a_no_to_the_city():
    house, other = PartnerFactory(), PartnerFactory()
    path = published_path(*courses_of(house, other, None))
    agree(path, house, agrees=False)
    path.steps.filter(course__partner__in=[house, other]).delete()
    forget_gone(path=path)
    assert {row.partner: row.agrees for row in path.agreements.exclude(agrees=None)} == {
        house: False
    }
    assert not path.agreements.filter(partner=other).exists()


def test_a_house_is_told_once_a_day_however_often_it_changes():
    house = PartnerFactory()
    admin = admin_of(house)
    path = published_path(*courses_of(house, None))
    for _ in range(3):
        ask_anew(path=path, partners={house.pk}, at=NOW)
    assert kinds(admin) == ["path_told"]
