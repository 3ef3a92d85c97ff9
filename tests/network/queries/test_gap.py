"""The page of one cell: why these pairs, and what is there already."""

from datetime import timedelta

import pytest

from network.matching.cells import BY_CODE
from network.models import Match, Partner
from network.queries.gap import gap
from network.queries.heat import Asked
from network.queries.matches import cards
from network.queries.viewer import Viewer
from tests.support import admin
from tests.support.chain import THIS, TODAY, listing, match, partner, staff
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


OFFICE = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())
LONG_AGO = TODAY - timedelta(days=100)


def read(code="primary-higher/energy/1", district=""):
    found = gap(BY_CODE[code], Asked("1", district, THIS), OFFICE, TODAY)
    return {one.title for one in found.offers}, {one.name for one in found.partners}


def test_the_offers_are_those_the_table_counts():
    school = partner("Grundschule", "primary", district="sandow")
    for title, facts in (
        ("Passt", {}),
        ("Anderer Bereich", {"areas": ("2.1",)}),
        ("Anderes Feld", {"fields": ("health",)}),
        ("Vorbei", {"valid_to": LONG_AGO}),
        ("Nie bestätigt", {"confirm_due": LONG_AGO}),
        ("Voll", {"capacity_left": 0}),
    ):
        listing(school, title=title, **facts)
    assert read()[0] == read(district="sandow")[0] == {"Passt"}
    assert read(district="mitte")[0] == set()
    assert read("primary-higher/energy/2")[0] == {"Anderer Bereich"}
    assert read("early-adult/energy/1")[0] == set()


def test_partners_are_found_by_profile_and_listings():
    listing(partner("Nur Angebot", "higher", fields=()))
    partner("Profil", "primary", areas=("1.1",), district="sandow")
    partner("Sagt nichts", "primary")
    partner("Anderer Bereich", "primary", areas=("2.1",))
    partner("Andere Stufe", "adult")
    listing(partner("Vorbei", "higher", fields=()), valid_to=LONG_AGO)
    stale = partner("Nie bestätigt", "higher")
    Partner.objects.filter(pk=stale.pk).update(confirm_due=LONG_AGO)
    assert read()[1] == {"Nur Angebot", "Profil", "Sagt nichts"}
    assert read(district="sandow")[1] == {"Profil"}


@pytest.mark.parametrize("chance", [0.5, 0.49, 0.3, 0.29])
def test_a_pair_has_one_word_here_and_on_its_card(chance):
    found = match(partner("Grundschule", "primary"), partner("Hochschule", "higher"), chance)
    viewer = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())
    asked = Asked("1", "", THIS)
    (closer,) = gap(BY_CODE["primary-higher/energy/1"], asked, viewer, TODAY).closers
    (card,) = cards([found], viewer, TODAY)
    words = {"high": "hoch", "middle": "mittel", "possible": "möglich"}
    assert words[closer.quality] == card.word
