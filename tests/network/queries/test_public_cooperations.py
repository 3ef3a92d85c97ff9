"""What hides a cooperation from the public."""

from datetime import date

import pytest
from django.urls import reverse

from network.enums import CooperationState as S, PartnerState, Visibility
from network.models import Partner
from tests.support.cases import cast

pytestmark = pytest.mark.django_db


LIST = "/de/netzwerk/kooperationen/"


def page(case):
    return reverse("network:cooperation", args=[case.key])


def others(case):
    """The pages of one of its partners and of its field."""
    lead, field = case.parts.order_by("pk").first().partner, case.lead_field
    return [
        reverse("network:partner", args=[lead.slug]),
        reverse("network:field", args=[field.code]),
    ]


def is_shown(client, case):
    """Everywhere in public, or nowhere."""
    status = client.get(page(case)).status_code
    in_list = page(case) in client.get(LIST).content.decode()
    assert (status == 200) == in_list
    assert status in {200, 404}
    named = [
        address for address in others(case) if case.title in client.get(address).content.decode()
    ]
    assert named == (others(case) if in_list else [])
    return in_list


def test_one_partner_hides_the_whole(client):
    scene = cast(S.RUNNING)
    scene.case.parts.filter(partner=scene.a).update(may_be_shown=True)
    assert not is_shown(client, scene.case)
    scene.case.parts.filter(partner=scene.b).update(may_be_shown=True)
    assert is_shown(client, scene.case)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": PartnerState.ARCHIVED},
        {"visibility": Visibility.NETWORK},
        {"confirm_due": date(2020, 1, 1)},
    ],
)
def test_a_partner_that_is_not_public_hides_the_whole(client, facts):
    scene = cast(S.RUNNING)
    scene.case.parts.update(may_be_shown=True)
    Partner.objects.filter(pk=scene.b.pk).update(**facts)
    assert not is_shown(client, scene.case)
