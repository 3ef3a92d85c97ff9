"""How many entries of a partner may be active."""

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from network.actions.partner_limit import set_listing_limit
from network.enums import Role
from tests.factories.network import NOW
from tests.support.own import keeper, staff

pytestmark = pytest.mark.django_db


def test_staff_set_it_and_it_is_logged():
    partner, admin = keeper(Role.ADMIN)
    assert partner.listing_limit == 12
    with pytest.raises(NotAllowedError):
        set_listing_limit(partner=partner, limit=30, actor=admin, at=NOW)
    set_listing_limit(partner=partner, limit=30, actor=staff(), at=NOW)
    partner.refresh_from_db()
    assert partner.listing_limit == 30
    assert AuditEvent.objects.get().data == {"limit": 30}
