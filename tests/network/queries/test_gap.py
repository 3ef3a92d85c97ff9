"""The page of one cell: why these pairs, and what is there already."""

import pytest

from network.models import Match
from tests.support import admin
from tests.support.chain import match, partner, staff
from tests.support.matching import part

pytestmark = pytest.mark.django_db
CELL = "/de/netzwerk/luecken/primary-higher/energy/1/"


def test_a_pair_comes_with_the_reasons_of_its_suggestion():
    found = match(partner("Grundschule", "primary"), partner("Hochschule", "higher"), 0.8)
    reasons = [
        {"code": "base", "contribution": -4.0},
        part("category", 3.0, "Gesuch und Angebot gehören zusammen.", [found.need_a_id]),
        part("breadth", -0.5, "Abzug, weil sehr viel zugleich genannt ist.", []),
    ]
    Match.objects.update(reasons=reasons)
    html = admin.signed_in(staff()).get(CELL).content.decode()
    assert html.index("Gesuch und Angebot") < html.index("Abzug, weil")
    assert f'<a href="/de/netzwerk/angebote/{found.offer_b.key}/">Etwas</a>' in html
