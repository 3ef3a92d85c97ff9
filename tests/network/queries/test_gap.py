"""The page of one cell: why these pairs, and what is there already."""

import pytest

from network.matching.cells import BY_CODE
from network.models import Match
from network.queries.gap import gap
from network.queries.heat import Asked
from network.queries.matches import cards
from network.queries.viewer import Viewer
from tests.support import admin
from tests.support.chain import THIS, TODAY, match, partner, staff
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


@pytest.mark.parametrize("chance", [0.5, 0.49, 0.3, 0.29])
def test_a_pair_has_one_word_here_and_on_its_card(chance):
    found = match(partner("Grundschule", "primary"), partner("Hochschule", "higher"), chance)
    viewer = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())
    asked = Asked("1", "", THIS)
    (closer,) = gap(BY_CODE["primary-higher/energy/1"], asked, viewer, TODAY).closers
    (card,) = cards([found], viewer, TODAY)
    words = {"high": "hoch", "middle": "mittel", "possible": "möglich"}
    assert words[closer.quality] == card.word
