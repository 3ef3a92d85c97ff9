"""Generating again, after any sequence of edits."""

from dataclasses import replace

from hypothesis import given, strategies as st

from network.models import ItemKind, ItemSource
from network.queries.agenda import Proposal
from network.queries.agenda_lines import Line, merged

FACTS = [Proposal(kind, "thing", f"{n}", f"{kind} {n}") for kind in ItemKind for n in range(2)]
EDITS = st.lists(
    st.tuples(st.sampled_from(["up", "down", "drop", "back", "edit", "add"]), st.integers(0, 40)),
    max_size=25,
)


def stored(lines, start=1):
    """As the database would give them back."""
    used = {line.row for line in lines}
    free = (n for n in range(start, 10_000) if n not in used)
    return [replace(line, row=next(free)) if line.row is None else line for line in lines]


def edited(lines, edits):
    rows = list(lines)
    for verb, number in edits:
        at = number % len(rows)
        to = at + {"up": -1, "down": 1}.get(verb, 0)
        if verb in {"up", "down"} and 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
        elif verb in {"drop", "back"}:
            rows[at] = replace(rows[at], is_dropped=verb == "drop")
        elif verb == "edit":
            rows[at] = replace(rows[at], title=f"von Hand {number}", is_edited=True)
        elif verb == "add":
            row = max(line.row for line in rows) + 1
            line = Line(row, "free", "", "", "neu", "", 10, source=ItemSource.MANUAL.value)
            rows.append(line)
    return rows


@given(facts=st.lists(st.sampled_from(FACTS), unique=True, min_size=1), edits=EDITS)
def test_nothing_changes_when_the_facts_did_not(facts, edits):
    rows = edited(stored(merged([], facts)), edits)
    assert merged(rows, facts) == rows


@given(
    facts=st.lists(st.sampled_from(FACTS), unique=True, min_size=1),
    later=st.lists(st.sampled_from(FACTS), unique=True),
    edits=EDITS,
)
def test_what_people_did_survives_other_facts_in_its_order(facts, later, edits):
    rows = edited(stored(merged([], facts)), edits)
    again = merged(rows, later)
    by_people = [row for row in rows if row.is_by_people]
    assert [row for row in again if row.is_by_people] == by_people
    kept = [row.row for row in again if row.row is not None]
    assert kept == [row.row for row in rows if row.row in set(kept)]
    present = [row.identity for row in again]
    assert len(present) == len(set(present))
    assert {one.identity for one in later} <= set(present)
    untouched = {row.identity for row in again if not row.is_by_people}
    assert untouched <= {one.identity for one in later}


@given(order=st.permutations(FACTS))
def test_a_first_agenda_has_the_order_of_its_sorts(order):
    kinds = [line.kind for line in merged([], order)]
    assert kinds == sorted(kinds, key=list(ItemKind).index)


def test_untouched_lines_get_the_new_words_and_recorded_ones_do_not():
    fact = FACTS[0]
    (line,) = stored(merged([], [fact]))
    news = replace(fact, text="neu")
    assert merged([line], [news])[0].text == "neu"
    recorded = replace(line, is_recorded=True)
    assert merged([recorded], [news]) == merged([recorded], []) == [recorded]
