"""Beginning, changing, ending a path."""

import pytest

from courses.actions.path.agreeing import publish_path
from courses.actions.path.making import (
    PathFaultError,
    change_path,
    create_path,
    end_path,
    locked_path,
)
from courses.enums import PathState
from courses.models import LearningPath
from courses.queries.labels import catalogue_stamp
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent
from network.enums import Role
from network.queries.viewer import viewer_of
from tests.factories.courses import NOW
from tests.factories.meetings import coordinator, staff
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.factories.paths import author_of, courses_of, path_with, published_path, words

pytestmark = pytest.mark.django_db


def test_the_city_and_houses_make_paths():
    house = PartnerFactory()
    own = create_path(partner=house, words=words(english="Energy"), by=author_of(house), at=NOW)
    city = create_path(partner=None, words=words(), by=staff(), at=NOW)
    assert (own.state, own.partner, city.partner) == (PathState.DRAFT, house, None)
    assert {text.locale: (text.title, text.slug) for text in own.texts.all()} == {
        "de": ("Energie verstehen", "energie-verstehen"), "en": ("Energy", "energy"),
    }  # fmt: skip
    events = AuditEvent.objects.filter(action="path.create").order_by("pk")
    assert [event.partner_key for event in events] == [house.key, ""]


def test_who_may_not_make_one():
    house = PartnerFactory()
    lead = viewer_of(MembershipFactory(partner=house, role=Role.LEAD).user, NOW.date())
    for partner, by in (
        (house, author_of(PartnerFactory())),
        (house, lead),
        (house, coordinator()),
        (None, author_of(house)),
    ):
        with pytest.raises(NotAllowedError):
            create_path(partner=partner, words=words(), by=by, at=NOW)
    assert not LearningPath.objects.exists()


def test_a_title_in_the_first_language_is_needed():
    with pytest.raises(PathFaultError):
        create_path(partner=None, words=words(title="  ", english="Energy"), by=staff(), at=NOW)
    assert not LearningPath.objects.exists()


def test_changing_words_asks_nobody_anew_and_drops_a_language_left_out():
    path = published_path(english="Energy")
    before, stamp = path.agreements.count(), catalogue_stamp()
    change_path(path=path, words=words("Neue Energie", is_ordered=False), by=staff(), at=NOW)
    path.refresh_from_db()
    assert [text.title for text in path.texts.all()] == ["Neue Energie"]
    assert (path.is_ordered, path.agreements.count()) == (False, before)
    assert catalogue_stamp() != stamp


def test_a_draft_leaves_the_catalogue_alone():
    path = path_with(*courses_of(None))
    stamp = catalogue_stamp()
    change_path(path=path, words=words("Anders"), by=staff(), at=NOW)
    assert catalogue_stamp() == stamp
    assert path.texts.get().title == "Anders"


def test_what_ended_stays_ended():
    path, stamp = published_path(), catalogue_stamp()
    end_path(path=path, by=staff(), at=NOW)
    path.refresh_from_db()
    assert path.state == PathState.ENDED
    assert catalogue_stamp() != stamp
    for act in (end_path, publish_path):
        with pytest.raises(ConflictError):
            act(path=path, by=staff(), at=NOW)
    with pytest.raises(ConflictError):
        change_path(path=path, words=words(), by=staff(), at=NOW)


def test_a_path_is_changed_by_its_makers_only():
    house = PartnerFactory()
    path = path_with(*courses_of(house), partner=house)
    assert locked_path(path, by=author_of(house)) == path
    with pytest.raises(NotAllowedError):
        locked_path(path, by=author_of(PartnerFactory()))
