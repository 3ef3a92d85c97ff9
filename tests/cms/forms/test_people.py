"""Forms about people offer only what their sender may give."""

import pytest

from cms.forms.people import InviteForm, PersonSearchForm
from network.models import Partner
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


def test_the_only_partner_is_chosen_already():
    partner = PartnerFactory()
    form = InviteForm(partners=Partner.objects.all())
    assert form["partner"].initial == partner
    PartnerFactory()
    assert InviteForm(partners=Partner.objects.all())["partner"].initial is None


def test_a_partner_that_is_not_offered_is_refused():
    own, other = PartnerFactory(), PartnerFactory()
    data = {"email": "x@example.org", "display_name": "X", "role": "author"}
    offered = Partner.objects.filter(pk=own.pk)
    assert InviteForm({**data, "partner": own.pk}, partners=offered).is_valid()
    assert not InviteForm({**data, "partner": other.pk}, partners=offered).is_valid()
    assert not PersonSearchForm({"partner": other.pk}, partners=offered).is_valid()
