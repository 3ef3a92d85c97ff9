"""Which way an application may go, and who may see it."""

import pytest

from network.enums import CooperationState as S
from network.models import FundingApplication
from network.models.funding_enums import GrantState as G
from network.rules.funding import GRANTED, NEXT_STATES, applicants, may_see_application
from tests.support import cases
from tests.support.funding import NOW, field, house, programme, seen_by

pytestmark = pytest.mark.django_db


def application(scene, case):
    return FundingApplication.objects.create(
        programme=programme(), applicant=scene.a, cooperation=case, created_at=NOW, changed_at=NOW
    )


def who_sees(scene, row):
    people = {
        "applicant": scene.ann,
        "partner": scene.ben,
        "city": scene.city,
        "field": cases.coordinator("education"),
        "other field": cases.coordinator("energy"),
        "other house": cases.editor(house("Eva")),
    }
    return {name for name, user in people.items() if may_see_application(seen_by(user), row)}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (S.PROPOSED, {"city", "field"}),
        (S.DISCARDED, {"city", "field"}),
        (S.REQUESTED, {"applicant", "partner", "city", "field"}),
        (S.RUNNING, {"applicant", "partner", "city", "field"}),
    ],
)
def test_who_sees_the_application_of_a_case(state, expected):
    scene = cases.cast(state)
    assert who_sees(scene, application(scene, scene.case)) == expected


def test_a_case_not_sent_is_known_to_the_house_that_wrote_it():
    scene = cases.cast()
    scene.case.proposed_by = scene.b
    scene.case.save()
    assert who_sees(scene, application(scene, scene.case)) == {"partner", "city", "field"}


def test_before_a_case_is_sent_a_house_applies_for_itself_only():
    scene = cases.cast()
    scene.case.proposed_by = scene.b
    assert applicants(seen_by(scene.ben), scene.case) == [scene.b]
    assert applicants(seen_by(scene.city), scene.case) == [scene.a, scene.b]
    scene.case.state = S.REQUESTED
    assert applicants(seen_by(scene.ben), scene.case) == [scene.a, scene.b]


def test_without_a_case_the_fields_of_the_programme_say_who_coordinates_it():
    scene = cases.cast(S.RUNNING)
    row = application(scene, None)
    assert who_sees(scene, row) == {"applicant", "city"}
    row.programme.action_fields.add(field("energy"))
    assert who_sees(scene, row) == {"applicant", "city", "other field"}


def test_money_is_granted_only_after_it_was_asked_for():
    assert set(NEXT_STATES) == set(G.values)
    before = {state for state, ways in NEXT_STATES.items() if set(ways) & set(GRANTED)}
    assert before == {G.SUBMITTED, G.APPROVED}
    assert [state for state, ways in NEXT_STATES.items() if not ways] == [G.REPORTING]
