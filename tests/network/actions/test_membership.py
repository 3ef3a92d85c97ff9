"""Roles of people for partners."""

import threading

import pytest
from django.db import connection

from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from network.actions.membership import (
    LastAdminError,
    end_role,
    grant_role,
    invite_member,
    refresh_second_factor,
    set_roles,
)
from network.enums import PartnerState, Role
from network.models import Membership
from network.signals import membership_changed
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return PartnerFactory(slug="haus")


@pytest.fixture
def admin(partner):
    return MembershipFactory(partner=partner, role=Role.ADMIN).user


def roles(user, partner):
    return set(Membership.objects.filter(user=user, partner=partner).values_list("role", flat=True))


def second_factor(user):
    user.refresh_from_db()
    return user.requires_second_factor


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "object_key", "data"))


@pytest.mark.parametrize("role", Role)
def test_grant_by_the_partners_admin_whatever_role(partner, admin, role):
    user = UserFactory()
    membership = grant_role(partner=partner, user=user, role=role, actor=admin, at=NOW)
    assert (membership.partner, membership.user, membership.role) == (partner, user, role)
    assert membership.created_at == NOW
    event = AuditEvent.objects.get(action="membership.grant")
    assert (event.actor_key, event.object_key, event.partner_key, event.data) == (
        admin.key,
        user.key,
        partner.key,
        {"role": role.value},
    )


def test_grant_twice_changes_and_records_nothing(partner):
    user = UserFactory()
    heard = []

    def listen(**kwargs):
        heard.append((kwargs["partner"], kwargs["user"], kwargs["at"]))

    membership_changed.connect(listen)
    for _ in range(2):
        grant_role(partner=partner, user=user, role=Role.AUTHOR, actor=None, at=NOW)
    membership_changed.disconnect(listen)
    assert roles(user, partner) == {Role.AUTHOR}
    assert len(events()) == 1
    assert heard == [(partner, user, NOW)]


def test_grant_is_not_for_others(partner):
    user = UserFactory()
    author = MembershipFactory(partner=partner).user
    foreign_admin = MembershipFactory(role=Role.ADMIN).user
    for actor in (author, foreign_admin, user):
        with pytest.raises(NotAllowedError):
            grant_role(partner=partner, user=user, role=Role.LEAD, actor=actor, at=NOW)
    assert roles(user, partner) == set()


def test_grant_needs_a_living_account_and_partner(partner):
    with pytest.raises(ConflictError):
        grant_role(
            partner=partner, user=UserFactory(is_active=False), role=Role.LEAD, actor=None, at=NOW
        )
    archived = PartnerFactory(state=PartnerState.ARCHIVED)
    with pytest.raises(ConflictError):
        grant_role(partner=archived, user=UserFactory(), role=Role.LEAD, actor=None, at=NOW)
    assert not Membership.objects.exists()


def test_second_factor_follows_the_admin_role(partner):
    user = UserFactory()
    other = PartnerFactory()
    grant_role(partner=partner, user=user, role=Role.AUTHOR, actor=None, at=NOW)
    assert second_factor(user) is False
    for house in (partner, other):
        grant_role(partner=house, user=user, role=Role.ADMIN, actor=None, at=NOW)
    assert second_factor(user) is True
    end_role(partner=partner, user=user, role=Role.ADMIN, actor=None, at=NOW)
    assert second_factor(user) is True
    end_role(partner=other, user=user, role=Role.ADMIN, actor=None, at=NOW)
    assert second_factor(user) is False


@pytest.mark.parametrize("right", ["is_city_staff", "is_platform_admin"])
def test_second_factor_stays_with_staff(partner, right):
    user = UserFactory(**{right: True})
    grant_role(partner=partner, user=user, role=Role.ADMIN, actor=None, at=NOW)
    end_role(partner=partner, user=user, role=Role.ADMIN, actor=None, at=NOW)
    assert second_factor(user) is True


def test_refresh_without_change_writes_nothing(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(2):  # memberships, coordinated fields
        refresh_second_factor(user=user)


def test_end_takes_one_role_of_one_partner(partner, admin):
    user = UserFactory()
    other = PartnerFactory()
    for house in (partner, other):
        for role in (Role.AUTHOR, Role.REVIEWER):
            MembershipFactory(partner=house, user=user, role=role)
    end_role(partner=partner, user=user, role=Role.AUTHOR, actor=admin, at=NOW)
    assert roles(user, partner) == {Role.REVIEWER}
    assert roles(user, other) == {Role.AUTHOR, Role.REVIEWER}
    assert events() == [("membership.end", user.key, {"role": "author"})]


def test_end_of_what_is_not_there_changes_nothing(partner, admin):
    end_role(partner=partner, user=UserFactory(), role=Role.AUTHOR, actor=admin, at=NOW)
    assert events() == []


def test_end_is_not_for_others(partner):
    author = MembershipFactory(partner=partner)
    for actor in (author.user, MembershipFactory(role=Role.ADMIN).user):
        with pytest.raises(NotAllowedError):
            end_role(partner=partner, user=author.user, role=Role.AUTHOR, actor=actor, at=NOW)
    assert roles(author.user, partner) == {Role.AUTHOR}


def test_last_admin_is_ended_only_by_the_city(partner, admin):
    # An admin who cannot sign in any more does not count.
    MembershipFactory(partner=partner, role=Role.ADMIN, user=UserFactory(is_active=False))
    with pytest.raises(LastAdminError):
        end_role(partner=partner, user=admin, role=Role.ADMIN, actor=admin, at=NOW)
    staff = UserFactory(is_city_staff=True)
    end_role(partner=partner, user=admin, role=Role.ADMIN, actor=staff, at=NOW)
    assert roles(admin, partner) == set()


def test_admin_with_a_colleague_may_leave(partner, admin):
    MembershipFactory(partner=partner, role=Role.ADMIN)
    end_role(partner=partner, user=admin, role=Role.ADMIN, actor=admin, at=NOW)
    assert roles(admin, partner) == set()


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_end_each_other():
    partner = PartnerFactory()
    one, two = (MembershipFactory(partner=partner, role=Role.ADMIN).user for _ in range(2))
    barrier = threading.Barrier(2, timeout=20)
    failures = []

    def run(actor, user):
        barrier.wait()
        try:
            end_role(partner=partner, user=user, role=Role.ADMIN, actor=actor, at=NOW)
        except DomainError as error:
            failures.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert Membership.objects.filter(partner=partner, role=Role.ADMIN).count() == 1
    assert len(failures) == 1
    assert issubclass(failures[0], (LastAdminError, NotAllowedError))


def test_set_roles_grants_and_ends_what_differs(partner, admin):
    user = UserFactory()
    MembershipFactory(partner=partner, user=user, role=Role.AUTHOR)
    wanted = {Role.REVIEWER, Role.LEAD}
    set_roles(partner=partner, user=user, roles=wanted, actor=admin, at=NOW)
    assert roles(user, partner) == wanted
    assert events() == [
        ("membership.end", user.key, {"role": "author"}),
        ("membership.grant", user.key, {"role": "reviewer"}),
        ("membership.grant", user.key, {"role": "lead"}),
    ]


def test_set_roles_lets_an_admin_with_a_colleague_step_down(partner, admin):
    MembershipFactory(partner=partner, role=Role.ADMIN)
    set_roles(partner=partner, user=admin, roles={Role.LEAD}, actor=admin, at=NOW)
    assert roles(admin, partner) == {Role.LEAD}


def test_set_roles_is_all_or_nothing(partner, admin):
    with pytest.raises(LastAdminError):
        set_roles(partner=partner, user=admin, roles={Role.AUTHOR}, actor=admin, at=NOW)
    assert roles(admin, partner) == {Role.ADMIN}
    with pytest.raises(NotAllowedError):
        set_roles(partner=partner, user=admin, roles=set(), actor=UserFactory(), at=NOW)


def test_invite_member_mails_and_grants(partner, admin):
    user = invite_member(
        partner=partner,
        email="Neu@Example.org",
        display_name="Kim Beispiel",
        role=Role.REVIEWER,
        actor=admin,
        at=NOW,
    )
    assert (user.email, user.display_name) == ("neu@example.org", "Kim Beispiel")
    assert not user.has_usable_password()
    assert roles(user, partner) == {Role.REVIEWER}
    mail = OutboxMessage.objects.get()
    assert mail.recipient == "neu@example.org"
    assert partner.name in mail.text


def test_invite_member_uses_the_account_that_is_there(partner, admin):
    learner = UserFactory(email="kim@example.org", display_name="Kim")
    user = invite_member(
        partner=partner,
        email="kim@example.org",
        display_name="Jemand",
        role=Role.AUTHOR,
        actor=admin,
        at=NOW,
    )
    assert user == learner
    assert roles(learner, partner) == {Role.AUTHOR}


def test_invite_member_by_others_mails_nobody(partner):
    with pytest.raises(NotAllowedError):
        invite_member(
            partner=partner,
            email="neu@example.org",
            display_name="",
            role=Role.AUTHOR,
            actor=UserFactory(),
            at=NOW,
        )
    assert not OutboxMessage.objects.exists()
