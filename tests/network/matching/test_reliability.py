"""Which sentences speak of the listing itself is learnt, not listed."""

from network.matching import reliability
from network.matching.reliability import BELIEVE_ALL

ROOM, PARENTS = ("category", "room"), ("category", "advice")
OWN, ASIDE = ("gesucht", "raum"), ("nebenher", "beratung")


def learnt(count):
    texts = [[OWN, ASIDE]] * count
    return reliability.learn(texts, [[{ROOM}, {PARENTS}]] * count, [frozenset({ROOM})] * count,
                             frozenset({"raum", "beratung", "beratu"}))  # fmt: skip


def test_a_digression_is_believed_less():
    found = learnt(60)
    assert found.of(("gesucht", "trainer")) > 0.8
    assert found.of(("nebenher", "trainer")) < 0.3


def test_without_evidence_everything_is_believed():
    assert learnt(3) == BELIEVE_ALL
    assert BELIEVE_ALL.of(("irgendwas",)) > 0.99
