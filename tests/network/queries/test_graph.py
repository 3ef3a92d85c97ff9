"""Who works with whom: the table of the network and its drawing."""

import pytest

from network.actions.picture import draw_network
from network.enums import CooperationState, PartnerKind, PartnerState
from network.models import NetworkPicture
from network.queries import graph
from network.queries.graph import HEIGHT, MARGIN, WIDTH, community, groups, picture
from tests.support.chain import NOW, cooperation, partner
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses():
    """A school between a nursery and a university that do not know each other, and one alone."""
    return (
        partner("Schule", "primary"),
        partner("Kita", "early", kind=PartnerKind.DAY_NURSERY),
        partner("Hort", "primary"),
        partner("Werkstatt"),
    )


@pytest.fixture
def chain(houses):
    school, nursery, club, _alone = houses
    cooperation(school, nursery)
    cooperation(school, club)
    return houses


def lines():
    return {one.member.name: one for one in community().table()}


def test_the_table_starts_with_who_cooperates_most(chain):
    table = community().table()
    assert [(one.member.name, one.cooperations) for one in table] == [
        ("Schule", 2),
        ("Hort", 1),
        ("Kita", 1),
        ("Werkstatt", 0),
    ]
    assert [one.name for one in table[0].others] == ["Hort", "Kita"]
    assert table[2].member.kind_label == PartnerKind.DAY_NURSERY.label


def test_ties_across_areas_and_bridges_are_told(chain):
    found = lines()
    assert {name: one.across for name, one in found.items()} == {
        "Schule": 1,  # with the nursery; the club belongs to the schools as well
        "Kita": 1,
        "Hort": 0,
        "Werkstatt": 0,
    }
    assert [name for name, one in found.items() if one.is_needed] == ["Schule"]
    assert found["Schule"].bridge == 50
    assert found["Kita"].bridge == 0
    assert found["Werkstatt"].bridge is None


@pytest.mark.parametrize(
    ("state", "ties"),
    [
        (CooperationState.AGREED, 1),
        (CooperationState.PAUSED, 1),
        (CooperationState.REQUESTED, 0),
        (CooperationState.DECLINED, 0),
        (CooperationState.COMPLETED, 0),
    ],
)
def test_only_what_is_agreed_ties(houses, state, ties):
    cooperation(*houses[:2], state=state)
    assert len(community().ties) == ties


def test_a_case_of_three_ties_each_with_each_and_two_cases_tie_once(houses):
    cooperation(*houses[:3])
    cooperation(*houses[:2], field="health")
    assert len(community().ties) == 3
    assert lines()["Schule"].cooperations == 2


@pytest.mark.parametrize(
    ("state", "is_shown"),
    [(PartnerState.PROVISIONAL, True), (PartnerState.DRAFT, False), (PartnerState.ARCHIVED, False)],
)
def test_who_is_not_public_is_neither_partner_nor_tie(houses, state, is_shown):
    hidden = partner("Verborgen", "adult", state=state)
    cooperation(houses[0], hidden)
    assert (hidden.key in community().members) is is_shown
    assert len(community().ties) == is_shown


def test_sentences_tell_who_is_alone(chain):
    told = [one.de for one in community().sentences()]
    assert "50 % der Kooperationen bleiben innerhalb eines Bildungsbereichs." in told
    assert "Ein Partner hat noch keine Kooperation." in told


def test_the_checksum_follows_partners_and_ties_only(chain):
    before = community().checksum()
    chain[0].name = "Neu"
    chain[0].save()
    assert community().checksum() == before
    cooperation(chain[0], chain[3])
    tied = community().checksum()
    assert tied != before
    partner("Noch einer", "adult")
    assert community().checksum() not in {before, tied}


def test_the_drawing_shows_partners_and_ties_of_the_table(chain):
    draw_network(at=NOW)
    found = community()
    drawn = picture(found)
    assert {one.key for one in drawn.dots} == set(found.members)
    assert sorted((one.first.key, one.second.key) for one in drawn.strokes) == list(found.ties)
    assert not drawn.is_grouped
    stored = NetworkPicture.objects.get().places
    assert {one.key: [one.x, one.y] for one in drawn.dots} == stored


def test_who_joined_since_stands_at_the_lower_edge(chain):
    draw_network(at=NOW)
    before = {one.key: (one.x, one.y) for one in picture(community()).dots}
    new = {partner(f"Neu {n}", "adult").key for n in range(21)}
    after = {one.key: one for one in picture(community()).dots}
    assert {key: (after[key].x, after[key].y) for key in before} == before
    spots = {(after[key].x, after[key].y) for key in new}
    assert len(spots) == 21
    assert {y for _x, y in spots} == {HEIGHT - MARGIN / 2, HEIGHT - MARGIN}  # a second row
    assert all(MARGIN <= x <= WIDTH - MARGIN for x, _y in spots)


def test_many_are_drawn_by_kind(chain, monkeypatch):
    monkeypatch.setattr(graph, "MOST", 3)
    found = community()
    drawn = picture(found)
    assert drawn.is_grouped
    assert {one.key: one.number for one in drawn.dots} == {"day_nursery": 1, "library": 3}
    assert {one.slug for one in drawn.dots} == {""}
    assert [(one.first.key, one.second.key, one.number) for one in drawn.strokes] == [
        ("day_nursery", "library", 1),
        ("library", "library", 1),
    ]
    assert set(groups(found).values()) == {"day_nursery", "library"}


def test_names_at_the_edge_are_not_cut_off():
    dots = [graph.Dot("k", "n" * 40, "s", x, 10.0, 4) for x in (50, 500, 950)]
    assert [one.side for one in dots] == ["left", "", "right"]
    assert len(dots[0].short) == 22
    assert (dots[0].radius, dots[0].label_below) == (18, 32)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    for place in range(number):
        cooperation(*(partner(f"{place}{x}", "primary") for x in "ab"))
    with expect_statements(4):
        found = community()
        rows = found.table()
        found.sentences()
    with expect_statements(1):
        drawn = picture(found)
    assert len(rows) == len(drawn.dots) == 2 * number
