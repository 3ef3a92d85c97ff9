"""Two people edit at once."""

import pytest

from network.actions.cooperation.terms import edit_case
from network.enums import CooperationState as S
from tests.factories.accounts import sign_in
from tests.support.cases import (
    NOW,
    at,
    cast,
    terms,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


def typed(case, **changes):
    """What the edit form of a case would send."""
    values = {
        "version": case.version, "title": case.title, "goal": case.goal, "lead_field": "education",
        "starts_on": "2026-12-01", "ends_on": "2027-06-30", "review_on": "2027-07-15",
    }  # fmt: skip
    for number, part in enumerate(case.parts.select_related("partner")):
        values |= {
            f"partner-{number}": part.partner.name, f"role-{number}": part.role,
            f"contribution-{number}": part.contribution,
            f"contact_role-{number}": part.contact_role,
        }  # fmt: skip
    for number in range(len(case.parts.all()), 5):
        values |= {f"partner-{number}": "", f"role-{number}": "partner"}
    return values | changes


def test_the_second_editor_sees_both_versions_and_may_insist(client):
    scene = cast(S.IN_TALKS)
    old = typed(scene.case, title="Meine Fassung", goal="Mein Ziel")
    edit_case(
        cooperation=scene.case, terms=terms(scene.a, scene.b, title="Andere Fassung"),
        by=scene.by(), at=NOW,
    )  # fmt: skip
    sign_in(client, scene.ann)
    response = client.post(at(scene.case, "aendern"), old)
    text = words(response)
    assert response.status_code == 409
    assert '<th scope="row">Titel</th><td>Meine Fassung</td><td>Andere Fassung</td>' in text
    assert 'value="Meine Fassung"' in text
    assert scene.fresh().title == "Andere Fassung"
    again = old | {"version": scene.case.version}
    assert client.post(at(scene.case, "aendern"), again).status_code == 303
    assert (scene.fresh().title, scene.case.goal) == ("Meine Fassung", "Mein Ziel")
