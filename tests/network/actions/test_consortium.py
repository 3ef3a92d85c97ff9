"""The consortium builder on rows: proposals keep all rules, or what is missing is named."""

from dataclasses import replace

import pytest

from lms.common.errors import NotAllowedError
from network.actions.consortium import (
    RolesError,
    ask_for_consortium,
    build_consortium,
    is_lost,
)
from network.enums import Solving
from network.matching.consortium_check import check
from network.matching.consortium_terms import Consortium
from network.models import ConsortiumRun
from network.queries.consortium import ground, newest_run
from network.queries.funding_terms import vocabulary
from tests.support import cases
from tests.support.funding import NOW, RULES, TODAY, field, house, programme, seen_by

pytestmark = pytest.mark.django_db
ROLES = ["room", "workshop", "access"]


@pytest.fixture
def ann():
    """Keeps a house that brings a room."""
    mine = house("Anker", "room", kind="library")
    return seen_by(cases.editor(mine))


@pytest.fixture
def others(ann):
    return [
        house("Birke", "workshop", kind="association"),
        house("Ceder", "access", kind="primary_school"),
        house("Douglasie", "access", "workshop", kind="university"),
        house("Eibe", "access", kind="museum", visibility="network"),
    ]


def run_for(viewer, rules=RULES, roles=ROLES, case=None, **facts):
    row = programme(f"p{ConsortiumRun.objects.count()}", rules=rules, **facts)
    (partner,) = viewer.own_partners
    run = ask_for_consortium(
        programme=row, partner=partner, cooperation=case, roles=roles, viewer=viewer, at=NOW
    )
    assert build_consortium(key=run.key, at=NOW)
    run.refresh_from_db()
    return run


def test_proposals_keep_all_rules(ann, others):
    run = run_for(ann)
    assert run.state == Solving.DONE
    assert len(run.checksum) == 64
    assert run.result["proposals"]
    run.partner.refresh_from_db()
    found = ground(run, TODAY, vocabulary())
    for one in run.result["proposals"]:
        made = Consortium(
            tuple(one["members"]), tuple(map(tuple, one["roles"])), one["applicant"], 0
        )
        assert check(found.members, found.wish, made) == []
        assert 3 <= len(one["members"]) <= 5
        assert run.partner.key in one["members"]
        assert {rule["code"] for rule in one["rules"]} == {"met"}
    shown = newest_run(run.programme, run.partner, None, sees_all=False)
    first = shown.proposals[0].members[0]
    assert (first.name, first.is_seed, "Raum" in first.roles) == ("Anker", True, True)


def test_partners_get_only_what_is_public_those_who_steer_all(ann, others):
    keys = {key for one in run_for(ann).result["proposals"] for key in one["members"]}
    assert others[3].key not in keys
    sees_all = replace(ann, is_staff=True)
    run = run_for(sees_all)
    assert run.sees_all
    assert "Eibe" in {one.name for one in ground(run, TODAY, vocabulary()).houses.values()}
    assert newest_run(run.programme, run.partner, None, sees_all=False) is None


def test_who_left_the_directory_is_not_shown(ann, others):
    run = run_for(ann)
    for one in others:
        one.visibility = "staff"
        one.save()
    assert newest_run(run.programme, run.partner, None, sees_all=False).proposals == []


def test_a_missing_role_is_named(ann, others):
    run = run_for(ann, roles=["room", "mentoring"])
    assert run.result["proposals"] == []
    assert run.result["missing_roles"] == ["mentoring"]
    shown = newest_run(run.programme, run.partner, None, sees_all=False)
    assert shown.missing == ["Niemand bringt ein: Mentoring oder Patenschaft."]


def test_a_rule_no_partner_can_mend_is_named(ann, others):
    run = run_for(ann, rules={"all": [{"field_in": ["energy"]}]})
    assert run.result["proposals"]  # nobody stated a field: unclear
    for one in [*others, run.partner]:
        one.action_fields.set([field("health")])
    run = run_for(ann, rules={"all": [{"field_in": ["energy"]}]})
    assert run.result["proposals"] == []
    assert "Handlungsfeld: Energie" in run.result["missing"][0]["de"]


def test_nobody_can_apply(ann, others):
    run = run_for(ann, rules={"all": [{"applicant": {"kind_in": ["chamber"]}}]})
    assert [one["code"] for one in run.result["missing"]] == ["applicant"]


def test_who_is_in_the_case_stays_in(ann, others):
    case = cases.propose(
        terms=cases.terms(ann.own_partners[0], others[1]), by=cases.By(actor=None), at=NOW
    )
    case.competences.clear()
    run = run_for(ann, case=case)
    assert run.result["proposals"]
    assert all(others[1].key in one["members"] for one in run.result["proposals"])


def test_full_houses_are_left_alone(ann, others):
    others[0].capacity = 0
    others[0].save()
    keys = {key for one in run_for(ann).result["proposals"] for key in one["members"]}
    assert keys
    assert others[0].key not in keys


def test_it_is_worked_out_once(ann, others):
    run = run_for(ann)
    assert not build_consortium(key=run.key, at=NOW)
    assert not is_lost(run, NOW.replace(year=2030))
    ConsortiumRun.objects.update(state=Solving.WAITING)
    run.refresh_from_db()
    assert is_lost(run, NOW.replace(hour=10))


def test_same_question_same_checksum(ann, others):
    first, second = run_for(ann), run_for(ann)
    assert first.checksum == second.checksum


@pytest.mark.parametrize("roles", [[], ["nix"], ["room"] + [str(n) for n in range(6)]])
def test_roles_are_checked(ann, roles):
    with pytest.raises(RolesError):
        run_for(ann, roles=roles)
    assert not ConsortiumRun.objects.exists()


def test_only_for_ones_own_house(ann, others):
    with pytest.raises(NotAllowedError):
        ask_for_consortium(
            programme=programme("x"), partner=others[0], cooperation=None, roles=ROLES,
            viewer=ann, at=NOW,
        )  # fmt: skip
