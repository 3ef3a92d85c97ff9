"""Which courses continue each other."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from courses.enums import CourseState
from courses.models import Bridge, Course
from courses.queries.bridges import (
    Tags,
    compiled,
    in_language,
    joined,
    neighbouring_stages,
    open_proposals,
    proposed,
    shown_bridges,
    tags_of,
)
from tests.factories.bridges import course
from tests.factories.courses import NOW
from tests.support.queries import expect_statements

PAIRS = frozenset({("early", "primary"), ("primary", "secondary")})
KITA = Tags(1, 1, frozenset({"early"}), frozenset({"education"}), frozenset({"d:1"}))
SCHOOL = Tags(2, 2, frozenset({"primary"}), frozenset({"education"}), frozenset({"d:1"}))


def test_a_bridge_needs_another_house_a_next_stage_and_something_in_common():
    found = joined(KITA, SCHOOL, PAIRS)
    assert (found.areas, found.fields, found.weight) == ({"d:1"}, {"education"}, 3)
    nothing = frozenset()
    for wrong in (
        replace(SCHOOL, partner=1),
        replace(SCHOOL, stages=frozenset({"secondary"})),
        replace(SCHOOL, stages=frozenset({"early", "primary"})),
        replace(SCHOOL, fields=nothing, areas=nothing),
    ):
        assert joined(KITA, wrong, PAIRS) is None
    assert joined(SCHOOL, KITA, PAIRS) is None  # life runs one way


def test_known_pairs_are_not_proposed_again():
    assert [one.before.course for one in proposed([SCHOOL, KITA], PAIRS)] == [1]
    assert proposed([KITA, SCHOOL], PAIRS, frozenset({(1, 2)})) == []


SETS = st.frozensets(st.sampled_from("abc"), max_size=2)
STAGES = st.frozensets(st.sampled_from(["early", "primary", "secondary"]), min_size=1, max_size=2)
TAGS = st.builds(Tags, st.integers(1, 9), st.integers(1, 3), STAGES, SETS, SETS)


@given(tags=st.lists(TAGS, max_size=6, unique_by=lambda one: one.course))
def test_the_order_of_courses_does_not_matter_and_most_in_common_comes_first(tags):
    found = proposed(tags, PAIRS)
    assert found == proposed(list(reversed(tags)), PAIRS)
    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)
    assert all(one.before.partner != one.after.partner and one.weight for one in found)


@pytest.mark.django_db
def test_people_pass_directly_between_neighbours_only():
    pairs = neighbouring_stages()
    assert ("early", "primary") in pairs
    assert ("primary", "early") not in pairs
    assert ("early", "higher") not in pairs


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_proposals_from_the_catalogue(number):
    school = course("primary", "education")
    for _each in range(number):
        course("early", "education")
    course("early", "education", state=CourseState.RETIRED)
    course("early", "energy")
    with expect_statements(5):
        found = open_proposals("de")
    assert [after.course for _one, _before, after in found] == [school] * number
    assert len(tags_of(Course.objects.all())) == number + 3


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_what_stands_is_shown_and_found_by_field(number):
    for _each in range(number):
        ends = {"before": course("early", "education"), "after": course("primary", "education")}
        Bridge.objects.create(reason="Passt.", confirmed_at=NOW, **ends)
    retired = {"before": course("early"), "after": course("primary", state=CourseState.RETIRED)}
    Bridge.objects.create(reason="weg", confirmed_at=NOW, **retired)
    with expect_statements(2):
        assert len(shown_bridges("de")) == number
    assert len(shown_bridges("de", "education")) == number
    assert shown_bridges("de", "energy") == []


@pytest.mark.django_db
def test_what_a_course_stores_of_its_neighbours():
    kita, school = course("early", title="Erste Töne"), course("primary", title="Notenlesen")
    Bridge.objects.create(before=kita, after=school, reason="Passt.", confirmed_at=NOW)
    (row,) = compiled(kita)
    assert (row["place"], row["key"], row["partner"]) == ("after", school.key, school.partner.name)
    assert row["texts"] == {"de": ["Notenlesen", "notenlesen"]}
    assert compiled(school)[0]["place"] == "before"
    (shown,) = in_language([row], "en")
    assert (shown["lang"], shown["title"], shown["slug"]) == ("de", "Notenlesen", "notenlesen")
