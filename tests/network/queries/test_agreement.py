"""The words of an agreement."""

import pytest

from network.actions.cooperation.terms import edit_case
from network.enums import CooperationState as S
from network.queries.agreement import agreement_of
from tests.support.cases import NOW, cast, terms

pytestmark = pytest.mark.django_db


def parts_of(scene):
    return list(scene.case.parts.select_related("partner"))


def test_while_partners_talk_it_is_a_draft():
    scene = cast(S.IN_TALKS)
    full = terms(scene.a, scene.b, starts_on=None)
    edit_case(cooperation=scene.case, terms=full, by=scene.by(), at=NOW)
    agreement = agreement_of(scene.fresh(), parts_of(scene))
    assert agreement.subtitle.startswith("Entwurf")
    assert ("Beginn", "offen") in agreement.blocks[4].pairs
