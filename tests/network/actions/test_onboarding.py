"""Taking in a partner in one step."""

import pytest

from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import OutboxMessage
from network.actions.onboarding import onboard_partner
from network.enums import PartnerKind, Role
from network.models import Membership, Partner
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db


def onboard(**changes):
    facts = {
        "name": "Kita Spreewiese",
        "slug": "kita-spreewiese",
        "kind": PartnerKind.DAY_NURSERY,
        "admin_email": "leitung@example.org",
        "admin_name": "Kim Beispiel",
        "actor": UserFactory(is_city_staff=True),
        "at": NOW,
        **changes,
    }
    return onboard_partner(**facts)


def test_onboarding_creates_the_partner_and_its_admin():
    partner = onboard()
    membership = Membership.objects.get()
    assert (membership.partner, membership.role) == (partner, Role.ADMIN)
    assert membership.user.email == "leitung@example.org"
    assert membership.user.requires_second_factor is True
    assert OutboxMessage.objects.get().recipient == "leitung@example.org"
    assert partner.may_self_approve is False


def test_onboarding_may_grant_self_approval():
    partner = onboard(may_self_approve=True)
    partner.refresh_from_db()
    assert partner.may_self_approve is True


def test_onboarding_is_all_or_nothing():
    UserFactory(email="leitung@example.org", is_active=False)
    with pytest.raises(ConflictError):
        onboard()
    assert not Partner.objects.exists()
    assert not Membership.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_onboarding_with_a_taken_slug_invites_nobody():
    PartnerFactory(slug="kita-spreewiese")
    with pytest.raises(ConflictError):
        onboard()
    assert not User.objects.filter(email="leitung@example.org").exists()
    assert not OutboxMessage.objects.exists()


def test_onboarding_is_for_city_staff():
    with pytest.raises(NotAllowedError):
        onboard(actor=UserFactory())
    assert not Partner.objects.exists()
