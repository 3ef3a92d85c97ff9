"""What of theirs somebody may compare with a programme, and which applications they see."""

import pytest

from network.actions.cooperation.terms import propose
from network.enums import CooperationState as S
from network.models import FundingApplication
from network.rules.funding_sight import (
    application_of,
    applications,
    case_of,
    choices,
    comparison,
    possible_applicants,
)
from tests.support import cases
from tests.support.funding import NOW, RULES, house, programme, seen_by
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def make(partner, case=None):
    return FundingApplication.objects.create(
        programme=programme(f"p{FundingApplication.objects.count()}"), applicant=partner,
        cooperation=case, created_at=NOW, changed_at=NOW,
    )  # fmt: skip


def test_everybody_compares_their_own():
    scene = cases.cast(S.RUNNING)
    row = programme("mein", rules=RULES)
    ann, eve = seen_by(scene.ann), seen_by(cases.editor(house("Eva")))
    mine = [f"haus:{scene.a.key}", f"fall:{scene.case.key}"]
    assert [one.value for one in choices(ann)] == mine
    assert [one.title for one in choices(eve)] == ["Eva"]
    assert all(comparison(row, ann, value) for value in mine)
    assert [comparison(row, eve, value) for value in [*mine, "haus:nix", "unfug"]] == [None] * 4
    assert comparison(row, ann, mine[1]).partner == scene.a.key


def test_a_case_not_sent_is_its_writers_alone():
    scene = cases.cast()
    assert [one.name for one in choices(seen_by(scene.ann))] == ["haus"]
    assert comparison(programme("p"), seen_by(scene.ann), f"fall:{scene.case.key}") is None


def test_partners_see_those_of_their_cases():
    scene = cases.cast(S.RUNNING)
    ours, alone, foreign = make(scene.a, scene.case), make(scene.a), make(house("Eva"))
    assert set(applications(seen_by(scene.ann))) == {ours, alone}
    assert applications(seen_by(scene.ben)) == [ours]
    assert set(applications(seen_by(scene.city))) == {ours, alone, foreign}
    assert application_of(seen_by(scene.ben), alone.key) is None
    assert application_of(seen_by(scene.ben), ours.key) == ours


def test_who_could_apply():
    scene = cases.cast(S.RUNNING)
    viewer = seen_by(scene.ann)
    assert set(possible_applicants(viewer, scene.case)) == {scene.a, scene.b}
    assert possible_applicants(viewer, None) == [scene.a]


def test_of_a_case_not_sent_only_its_writer_knows():
    scene = cases.cast()
    row = make(scene.a, scene.case)
    assert applications(seen_by(scene.ann)) == applications(seen_by(scene.ben)) == []
    assert applications(seen_by(scene.city)) == [row]


def test_coordinators_compare_the_cases_of_their_field():
    scene = cases.cast(S.RUNNING)
    near, far = seen_by(cases.coordinator("education")), seen_by(cases.coordinator("energy"))
    row, value = programme("p"), f"fall:{scene.case.key}"
    assert [one.value for one in choices(near)] == [value]
    assert comparison(row, near, value).partner == scene.a.key
    assert choices(far) == []
    assert case_of(far, scene.case.key) is None


@pytest.mark.parametrize("number", [1, 3])
def test_choices_cost_the_same_however_many(number):
    scene = cases.cast(S.RUNNING)
    for _each in range(number - 1):
        cases.move(propose(terms=cases.terms(scene.a, scene.b), by=scene.by(), at=NOW), S.RUNNING)
    viewer = seen_by(scene.city)
    with expect_statements(2):
        assert len(choices(viewer)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_applications_cost_the_same_however_many(number):
    scene = cases.cast(S.RUNNING)
    for _each in range(number):
        make(scene.a, scene.case)
    viewer = seen_by(scene.ben)
    with expect_statements(4):
        assert len(applications(viewer)) == number
