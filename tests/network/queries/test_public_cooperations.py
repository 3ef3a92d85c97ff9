"""What hides a cooperation from the public."""

import pytest
from django.urls import reverse

from network.enums import CooperationState as S, PartnerState, Visibility
from network.models import Partner
from tests.support.cases import cast

pytestmark = pytest.mark.django_db


LIST = "/de/netzwerk/kooperationen/"


def page(case):
    return reverse("network:cooperation", args=[case.key])


def is_shown(client, case):
    """On its page and in the list, or on neither."""
    status = client.get(page(case)).status_code
    in_list = page(case) in client.get(LIST).content.decode()
    assert (status == 200) == in_list
    assert status in {200, 404}
    return in_list


def test_one_partner_hides_the_whole(client):
    scene = cast(S.RUNNING)
    scene.case.parts.filter(partner=scene.a).update(may_be_shown=True)
    assert not is_shown(client, scene.case)
    scene.case.parts.filter(partner=scene.b).update(may_be_shown=True)
    assert is_shown(client, scene.case)


@pytest.mark.parametrize(
    "facts", [{"state": PartnerState.ARCHIVED}, {"visibility": Visibility.NETWORK}]
)
def test_a_partner_that_is_not_public_hides_the_whole(client, facts):
    scene = cast(S.RUNNING)
    scene.case.parts.update(may_be_shown=True)
    Partner.objects.filter(pk=scene.b.pk).update(**facts)
    assert not is_shown(client, scene.case)
