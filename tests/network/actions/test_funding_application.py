"""Applications: every state × every state, the check list, who may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.models import AuditEvent
from network.actions.funding_application import (
    ApplicationFactsError,
    Facts,
    StaleApplicationError,
    begin_application,
    move_application,
    save_application,
)
from network.enums import CooperationState as S
from network.models import FundingApplication
from network.models.funding_enums import GrantState as G
from network.rules.funding import NEXT_STATES
from tests.support import cases
from tests.support.funding import NOW, house, programme, seen_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return cases.cast(S.RUNNING)


def begun(scene, *points, user=None, **facts):
    return begin_application(
        programme=facts.get("programme") or programme("p", documents="Kostenplan\n\nSatzung "),
        applicant=facts.get("applicant", scene.a),
        cooperation=scene.case,
        open_points=points,
        viewer=seen_by(user or scene.ann),
        at=NOW,
    )


def test_it_begins_with_the_documents_and_what_is_missing(scene):
    row = begun(scene, "Es fehlt ein Partner.")
    assert [point["text"] for point in row.checklist] == [
        "Kostenplan", "Satzung", "Es fehlt ein Partner.",
    ]  # fmt: skip
    assert (row.state, row.version) == (G.IDEA, 0)
    assert AuditEvent.objects.filter(action="application.begin", object_key=row.key).exists()
    with pytest.raises(ConflictError):
        begun(scene, programme=row.programme)
    assert FundingApplication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_begins_one_application():
    scene, row = cases.cast(S.RUNNING), programme("p")
    barrier = threading.Barrier(2, timeout=20)

    def click(_number):
        try:
            barrier.wait()
            return begun(scene, programme=row).state
        except ConflictError:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(click, range(2))) == ["conflict", G.IDEA]
    assert FundingApplication.objects.count() == 1


def test_the_applicant_is_one_of_the_case(scene):
    with pytest.raises(ApplicationFactsError):
        begun(scene, applicant=house("Fremd"), user=scene.city)
    with pytest.raises(NotAllowedError):
        begun(scene, programme=programme("q"), user=cases.editor(house("Eva")))


def test_nobody_applies_in_the_name_of_a_house_that_was_not_asked_yet(scene):
    case = cases.propose(terms=cases.terms(scene.a, scene.b), by=scene.by(scene.ann), at=NOW)
    facts = {"programme": programme("q"), "cooperation": case, "open_points": [], "at": NOW}
    with pytest.raises(ApplicationFactsError):
        begin_application(applicant=scene.b, viewer=seen_by(scene.ann), **facts)
    row = begin_application(applicant=scene.a, viewer=seen_by(scene.ann), **facts)
    with pytest.raises(NotAllowedError):
        save_application(
            application=row, facts=Facts(), version=0, viewer=seen_by(scene.ben), at=NOW
        )


@pytest.mark.parametrize("before", G)
@pytest.mark.parametrize("after", G)
def test_every_way_that_is_not_named_is_forbidden(scene, before, after):
    row = begun(scene)
    FundingApplication.objects.update(state=before, checklist=[])
    events = AuditEvent.objects.count()

    def move():
        move_application(application=row, state=after, version=0, viewer=seen_by(scene.ben), at=NOW)

    if after in NEXT_STATES[before]:
        move()
    else:
        with pytest.raises(ConflictError):
            move()
    row.refresh_from_db()
    is_moved = after in NEXT_STATES[before]
    assert row.state == (after if is_moved else before)
    assert (row.version, AuditEvent.objects.count() - events) == (is_moved, is_moved)


def test_an_open_point_holds_back_what_is_to_be_sent(scene):
    row = begun(scene)
    FundingApplication.objects.update(state=G.DRAFT)
    with pytest.raises(ConflictError, match="Checkliste"):
        move_application(
            application=row, state=G.SUBMITTED, version=0, viewer=seen_by(scene.ann), at=NOW
        )


def save(row, scene, version=0, **facts):
    save_application(
        application=row, facts=Facts(**facts), version=version, viewer=seen_by(scene.ann), at=NOW
    )


def test_who_comes_second_writes_nothing(scene):
    row = begun(scene)
    save(row, scene, checklist=[{"text": " Satzung  da ", "done": True}, {"text": "", "done": 0}])
    with pytest.raises(StaleApplicationError):
        save(row, scene)
    row.refresh_from_db()
    assert row.checklist == [{"text": "Satzung da", "done": True}]


def test_money_is_granted_only_when_it_is(scene):
    row = begun(scene)
    with pytest.raises(ApplicationFactsError):
        save(row, scene, amount_granted=Decimal(5))
    FundingApplication.objects.update(state=G.APPROVED)
    save(row, scene, amount_granted=Decimal(5))
    assert FundingApplication.objects.get().amount_granted == 5


def test_a_list_without_end_is_refused(scene):
    row = begun(scene)
    with pytest.raises(DomainError, match="60 Punkte"):
        save(row, scene, checklist=[{"text": f"P{n}", "done": False} for n in range(61)])
