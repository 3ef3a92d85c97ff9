"""Who may do what for a partner."""

import pytest
from django.contrib.auth.models import AnonymousUser

from network import rules
from network.enums import Role
from network.models import MeetingState
from network.queries.viewer import NOBODY, Viewer
from network.rules import MEETING_STEPS, may_meet_about
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, PartnerFactory

RIGHTS = ("edit", "approve", "manage", "onboard")


def cast(partner):
    """One person of each kind; each holds exactly one right."""
    people = {
        role: MembershipFactory(partner=partner, role=role).user
        for role in (Role.AUTHOR, Role.REVIEWER, Role.LEAD, Role.ADMIN)
    }
    people |= {f"foreign {role}": MembershipFactory(role=role).user for role in Role}
    people["learner"] = UserFactory()
    people["city"] = UserFactory(is_city_staff=True)
    people["platform"] = UserFactory(is_platform_admin=True)
    people["left"] = UserFactory(is_city_staff=True, is_active=False)
    people["blocked"] = MembershipFactory(
        partner=partner, role=Role.ADMIN, user=UserFactory(is_active=False)
    ).user
    people["anonymous"] = AnonymousUser()
    return people


def held(user, partner):
    answers = (
        rules.can_edit_partner(user, partner),
        rules.can_approve_for(user, partner),
        rules.can_manage_members(user, partner),
        rules.can_onboard_partners(user),
    )
    return {right for right, answer in zip(RIGHTS, answers, strict=True) if answer}


@pytest.mark.django_db
@pytest.mark.parametrize("is_granted", [False, True])
def test_rights_of_everybody(is_granted):
    partner = PartnerFactory(may_self_approve=is_granted)
    found = {name: held(user, partner) for name, user in cast(partner).items()}
    reviewer = {"edit", "approve"} if is_granted else {"edit"}
    assert {name: rights for name, rights in found.items() if rights} == {
        Role.AUTHOR: {"edit"},
        Role.REVIEWER: reviewer,
        Role.ADMIN: {"edit", "manage"},
        "city": set(RIGHTS),
    }


@pytest.mark.django_db
def test_has_role_asks_for_one_of_the_named_or_any():
    membership = MembershipFactory(role=Role.LEAD)
    user, partner = membership.user, membership.partner
    assert rules.has_role(user, partner)
    assert rules.has_role(user, partner, Role.AUTHOR, Role.LEAD)
    assert not rules.has_role(user, partner, Role.AUTHOR)
    assert not rules.has_role(user, PartnerFactory())


@pytest.mark.parametrize(
    "mailbox", ["kim.beispiel@example.org", "k.beispiel@example.org", "Kim_Beispiel@example.org"]
)
def test_mailbox_of_a_person_is_recognised(mailbox):
    assert rules.mailbox_looks_personal(mailbox)


@pytest.mark.parametrize(
    "mailbox",
    ["info@example.org", "bibliothek.mitte@example.org", "kita-spreewiese@example.org", ""],
)
def test_mailbox_of_an_office_is_fine(mailbox):
    assert not rules.mailbox_looks_personal(mailbox)


def test_every_step_of_a_meeting_leads_to_a_state_and_none_out_of_the_end():
    assert set(MEETING_STEPS) == set(MeetingState.values)
    assert all(set(ways) <= set(MeetingState.values) for ways in MEETING_STEPS.values())
    ends = {state for state, ways in MEETING_STEPS.items() if not ways}
    assert ends == {MeetingState.MINUTES_FINAL, MeetingState.CANCELLED}


def test_who_prepares_which_meeting():
    staff = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())
    energy = Viewer(user=None, is_staff=False, roles=frozenset(), fields=frozenset({"energy"}))
    assert may_meet_about(staff, "special", [])
    assert may_meet_about(energy, "quarterly", ["education"])
    assert may_meet_about(energy, "special", ["energy", "education"])
    assert not may_meet_about(energy, "special", ["education"])
    assert not may_meet_about(energy, "special", [])
    assert not may_meet_about(NOBODY, "quarterly", [])
