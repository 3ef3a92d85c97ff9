"""How a case ended, and how its partners found it."""

import pytest

from lms.common.errors import NotAllowedError
from network.actions.cooperation import outcome
from network.actions.cooperation.change import CaseFactsError
from network.enums import CooperationState as S
from tests.support.cases import NOW, cast

pytestmark = pytest.mark.django_db


RESULT = outcome.Outcome(reached_people=24, events_held=3, hours=6, continues=True)


def test_only_the_leading_partner_or_the_coordination_records_the_outcome():
    scene = cast(S.RUNNING)
    with pytest.raises(NotAllowedError):
        outcome.complete(cooperation=scene.case, outcome=RESULT, by=scene.by(scene.ben), at=NOW)
    outcome.complete(cooperation=scene.case, outcome=RESULT, by=scene.by(scene.ann), at=NOW)
    case = scene.fresh()
    assert (case.state, case.reached_people, case.hours, case.closed_at) == (
        S.COMPLETED, 24, 6, NOW,
    )  # fmt: skip


def test_a_rating_stands_with_the_partner_and_not_in_the_timeline():
    scene = cast(S.COMPLETED)
    for partner, person, quality in ((scene.a, scene.ann, 5), (scene.b, scene.ben, 2)):
        outcome.rate(
            cooperation=scene.case, partner=partner, quality=quality, by=scene.by(person), at=NOW
        )
    with pytest.raises(CaseFactsError):
        outcome.rate(
            cooperation=scene.case, partner=scene.a, quality=6, by=scene.by(scene.ann), at=NOW
        )
    assert set(scene.case.parts.values_list("partner", "quality")) == {
        (scene.a.pk, 5), (scene.b.pk, 2),
    }  # fmt: skip
    assert all("quality" not in event.data for event in scene.case.events.all())
