"""Forms around collections."""

import pytest

from cms.forms.bank import NewBankForm
from network.models import Partner
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("houses", [1, 2])
def test_the_only_partner_is_chosen_already(houses):
    made = [PartnerFactory() for _number in range(houses)]
    initial = NewBankForm(partners=Partner.objects.all()).fields["partner"].initial
    assert initial == (made[0] if houses == 1 else None)
