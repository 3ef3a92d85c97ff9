import pytest
from django.core.management import CommandError, call_command

from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_role_comes_with_a_second_factor_and_goes_again():
    user = UserFactory()
    call_command("appoint_dpo", email=user.email)
    user.refresh_from_db()
    assert user.is_data_protection_officer
    assert user.requires_second_factor
    call_command("appoint_dpo", "--end", email=user.email)
    user.refresh_from_db()
    assert not user.is_data_protection_officer
    assert not user.requires_second_factor
    assert AuditEvent.objects.filter(action="person.set-officer").count() == 2


def test_an_unknown_address_is_an_error():
    with pytest.raises(CommandError, match="no account"):
        call_command("appoint_dpo", email="niemand@example.org")
