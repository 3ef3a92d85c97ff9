from datetime import UTC, datetime

import pytest

from lms.accounts.actions.profile import (
    CertificateNameError,
    confirm_certificate_name,
    update_profile,
)
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_update_profile_stores_what_greets():
    user = UserFactory()
    update_profile(user=user, display_name="  Ada \n L. ", language="en")
    user.refresh_from_db()
    assert (user.display_name, user.language, user.public_name) == ("Ada L.", "en", "Ada L.")


def test_confirm_certificate_name_stores_name_and_time():
    user = UserFactory()
    confirm_certificate_name(user=user, name=" Měrćin  Nowak-Njechorński ", at=AT)
    user.refresh_from_db()
    assert user.certificate_name == "Měrćin Nowak-Njechorński"
    assert user.certificate_name_confirmed_at == AT
    event = AuditEvent.objects.get()
    assert event.action == "person.confirm-certificate-name"
    assert "Nowak" not in str(event.data)


@pytest.mark.parametrize(
    "name",
    ["", "   ", "ADA", "ada@example.org", "Max\u202etac.Jana", "Ja\x00na", "Ja\u200bna", "\ue000"],
)
def test_nothing_is_issued_to_a_user_name(name):
    user = UserFactory(username="ada")
    with pytest.raises(CertificateNameError):
        confirm_certificate_name(user=user, name=name, at=AT)
    user.refresh_from_db()
    assert (user.certificate_name, user.certificate_name_confirmed_at) == ("", None)
