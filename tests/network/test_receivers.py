"""What the network does when something happened elsewhere."""

from datetime import timedelta

import pytest

from lms.accounts.actions import set_staff_roles
from lms.records.models import StaleMark
from network.actions.cooperation.remarks import add_note
from network.actions.cooperation.request import consent, request_cooperation
from network.enums import Outcome, Role
from network.models import MatchDecision
from network.tasks import STALE_PARTNER
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory
from tests.support import cases
from tests.support.matching import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "is_required"), [(Role.ADMIN, True), (Role.AUTHOR, False)])
def test_leaving_the_citys_staff_keeps_the_second_factor_of_admins(role, is_required):
    user = UserFactory()
    MembershipFactory(user=user, role=role)
    set_staff_roles(user=user, is_city_staff=True, is_platform_admin=False, at=NOW)
    assert user.requires_second_factor is True
    set_staff_roles(user=user, is_city_staff=False, is_platform_admin=False, at=NOW)
    user.refresh_from_db()
    assert user.requires_second_factor is is_required


def test_a_note_on_a_case_is_no_new_yes_and_no_reason_to_compute():
    scene = cases.cast()
    stored(scene.a, scene.b)
    request_cooperation(cooperation=scene.case, message="", by=scene.by(), at=cases.NOW)
    for house, person in ((scene.a, scene.ann), (scene.b, scene.ben)):
        consent(cooperation=scene.fresh(), partner=house, by=scene.by(person), at=cases.NOW)
    assert MatchDecision.objects.get().outcome == Outcome.ACCEPTED
    marks = StaleMark.objects.filter(object_type=STALE_PARTNER)
    assert marks.count() == 2
    marks.delete()
    add_note(
        cooperation=scene.fresh(),
        by=scene.by(scene.ann, note="Rückruf"),
        at=cases.NOW + timedelta(days=1),
    )
    assert MatchDecision.objects.count() == 1
    assert not marks.exists()
