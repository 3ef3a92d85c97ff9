"""What a secret from a mail opens."""

from datetime import timedelta

import pytest

from lms.common.keys import new_token, token_hash
from network.models import ClaimRequest, ConfirmationLink, PartnerApplication
from network.queries.links import application_of, claim_of, open_link
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def rows(token):
    facts = {"token_hash": token_hash(token), "expires_at": LATER}
    partner = PartnerFactory()
    return {
        open_link: ConfirmationLink.objects.create(partner=partner, **facts),
        claim_of: ClaimRequest.objects.create(
            partner=partner, user=UserFactory(), created_at=NOW, **facts
        ),
        application_of: PartnerApplication.objects.create(
            name="Kita", kind="library", mailbox="x@example.org", created_at=NOW, **facts
        ),
    }


def test_each_secret_opens_its_own_row_until_its_time_is_over():
    token = new_token()
    for find, row in rows(token).items():
        assert find(token, at=NOW) == row
        assert find(token, at=LATER) is None
        assert find(new_token(), at=NOW) is None
        assert find("", at=NOW) is None


def test_a_used_row_without_secret_is_never_opened():
    PartnerApplication.objects.create(
        name="Kita", kind="library", mailbox="x@example.org", created_at=NOW, expires_at=LATER
    )
    assert application_of("", at=NOW) is None
