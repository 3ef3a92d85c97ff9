"""The last admin of a house; that an account is held back is in ``lms/accounts/actions``."""

import pytest

from lms.records.models import OutboxMessage
from network.actions.leaving import ask_to_hand_over, tell_admin_gone
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.network import MembershipFactory

pytestmark = pytest.mark.django_db


def test_only_who_administers_alone_is_asked_and_told_of():
    alone = MembershipFactory(role="admin")
    MembershipFactory(partner=alone.partner, role="author")
    MembershipFactory(partner=alone.partner, role="admin", user=UserFactory(is_active=False))
    first = MembershipFactory(role="admin")
    MembershipFactory(partner=first.partner, role="admin")
    city = UserFactory(is_city_staff=True)
    assert [alone.partner.name in words for words in ask_to_hand_over(user=alone.user)] == [True]
    assert ask_to_hand_over(user=first.user) == []
    for user in (alone.user, first.user):
        tell_admin_gone(user=user, at=NOW)
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.kind) == (city.email, "house_without_admin")
    assert alone.partner.name in mail.text


def test_an_archived_house_needs_nobody():
    member = MembershipFactory(role="admin", partner__state="archived")
    assert ask_to_hand_over(user=member.user) == []
