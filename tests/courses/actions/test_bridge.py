"""Joining courses; either house may object."""

import pytest

from courses.actions.bridge import (
    NoBridgeError,
    confirm_bridge,
    end_bridge,
    object_to_bridge,
    refresh_bridges,
    refresh_partner_bridges,
)
from courses.actions.course import retire_course
from courses.models import Bridge, BridgeState, Course, CourseText
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from network.models import Partner
from network.queries.viewer import viewer_of
from tests.factories.bridges import course
from tests.factories.meetings import NOW, coordinator, staff
from tests.factories.network import MembershipFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return (
        course("early", "education", title="Erste Töne"),
        course("primary", "education", title="Notenlesen"),
    )


def confirm(pair, by=None, reason="Beide singen."):
    before, after = pair
    return confirm_bridge(before=before, after=after, reason=reason, by=by or staff(), at=NOW)


def shown(which):
    return [row["key"] for row in Course.objects.get(pk=which.pk).bridges]


def test_both_pages_show_it_and_both_houses_are_told(pair):
    confirm(pair, coordinator("education"))
    assert (shown(pair[0]), shown(pair[1])) == ([pair[1].key], [pair[0].key])
    mails = OutboxMessage.objects.filter(kind="bridge")
    assert {mail.recipient for mail in mails} == {
        "erste@example.org", "notenlesen@example.org",
    }  # fmt: skip
    assert all("Beide singen." in mail.text for mail in mails)
    assert AuditEvent.objects.filter(action="bridge.confirm").count() == 1


def test_who_may_and_what_fits(pair):
    with pytest.raises(NotAllowedError):
        confirm(pair, coordinator("energy"))
    with pytest.raises(NoBridgeError):
        confirm(pair, reason=" ")
    with pytest.raises(NoBridgeError):
        confirm(reversed(pair))
    with pytest.raises(NoBridgeError):
        confirm((pair[0], course("higher", "education")))
    assert not Bridge.objects.exists()


def test_an_objection_takes_it_down_for_good(pair):
    bridge = confirm(pair)
    house = pair[1].partner
    stranger = viewer_of(MembershipFactory().user, NOW.date())
    with pytest.raises(NotAllowedError):
        object_to_bridge(bridge=bridge, partner=house, by=stranger, at=NOW)
    editor = viewer_of(MembershipFactory(partner=house).user, NOW.date())
    object_to_bridge(bridge=bridge, partner=house, by=editor, at=NOW)
    assert (shown(pair[0]), shown(pair[1])) == ([], [])
    with pytest.raises(ConflictError):
        confirm(pair)
    assert Bridge.objects.get().objected_by == house


def test_what_ended_may_be_confirmed_again(pair):
    bridge = confirm(pair)
    with pytest.raises(ConflictError):
        confirm(pair)
    end_bridge(bridge=bridge, by=coordinator("education"), at=NOW)
    assert shown(pair[0]) == []
    with pytest.raises(ConflictError):
        end_bridge(bridge=Bridge.objects.get(), by=staff(), at=NOW)
    confirm(pair, reason="Nun doch.")
    assert Bridge.objects.get().state == BridgeState.CONFIRMED
    assert shown(pair[0]) == [pair[1].key]


def test_neighbours_learn_of_new_titles_new_names_and_an_end(pair):
    confirm(pair)
    CourseText.objects.filter(course=pair[1]).update(title="Neuer Titel")
    refresh_bridges(course=pair[1])
    Partner.objects.filter(pk=pair[1].partner_id).update(name="Neues Haus")
    refresh_partner_bridges(partner=pair[1].partner)
    (row,) = Course.objects.get(pk=pair[0].pk).bridges
    assert (row["texts"]["de"][0], row["partner"]) == ("Neuer Titel", "Neues Haus")
    retire_course(source_key=pair[1].source_key, at=NOW)
    assert shown(pair[0]) == []


def test_a_course_without_bridges_costs_one_query(pair):
    with expect_statements(1):
        refresh_bridges(course=pair[0])
    assert shown(pair[0]) == []
