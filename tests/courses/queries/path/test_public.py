"""Paths as everybody sees them."""

import pytest
from django.utils import translation

from courses.actions.course import retire_course
from courses.actions.path.making import change_path, end_path
from courses.models import LearningPath
from courses.queries.labels import catalogue_stamp
from courses.queries.path.public import (
    chosen_words,
    find_path,
    matching_paths,
    paths_with,
    published_paths,
    read_paths,
    stands,
)
from tests.factories.bridges import course
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import (
    agree,
    agreed_path,
    courses_of,
    partner_path,
    path_with,
    published_path,
    words,
)
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def shown(language="de"):
    with translation.override(language):
        return published_paths(catalogue_stamp(), language)


def offered(path):
    return [step.card.title for step in path.offered]


def test_a_path_tells_its_steps_partners_stages_and_effort():
    house = PartnerFactory(name="Kita Eins"), PartnerFactory(name="Schule Zwei")
    path = published_path(*courses_of(*house))
    (found,) = shown()
    assert (found.key, found.title, found.summary) == (
        path.key,
        "Energie verstehen",
        "Vom Spiel zum Zähler.",
    )
    assert found.partner_names == ["Kita Eins", "Schule Zwei"]
    assert (found.effort_minutes, len(found.stages)) == (240, 2)
    first, second = found.steps
    assert (first.passage, first.transition) == (None, "")
    assert second.passage == tuple(found.stages)
    assert second.transition.startswith("Was die Kita begann")
    assert second.reason == "Weil es passt."


def test_only_what_is_published_is_shown():
    path_with(*courses_of(None, None, title="Entwurf"))
    ended = published_path(*courses_of(None, None, title="Ende"))
    end_path(path=ended, by=staff(), at=NOW)
    kept = published_path(*courses_of(None, None, title="Weg"))
    assert [path.key for path in shown()] == [kept.key]


def test_a_withdrawn_course_is_a_step_not_offered_and_the_next_one_follows():
    one, two, three = courses_of(None, None, None)
    path = published_path(one, two, three)
    retire_course(source_key=two.source_key, at=NOW)
    (found,) = shown()
    assert offered(found) == ["Kurs 1", "Kurs 3"]
    gone, after = found.steps[1:]
    assert (gone.card, gone.partner, gone.reason, gone.number) == (None, None, "", 2)
    assert (after.number, after.transition, after.passage) == (3, "", None)
    assert paths_with(two.pk, stamp=catalogue_stamp(), language="de") == []
    assert [x.key for x in paths_with(one.pk, stamp=catalogue_stamp(), language="de")] == [path.key]


def test_a_path_rests_with_one_step_left():
    house = PartnerFactory()
    path = published_path(*courses_of(house, None))
    assert len(shown()) == 1
    agree(path, house, agrees=False)
    assert shown() == ()
    agree(path, house)
    assert len(shown()) == 1


def test_a_partners_path_shows_only_houses_that_agree():
    own, second, third = PartnerFactory(), PartnerFactory(), PartnerFactory()
    path = agreed_path(own, second, third)
    assert len(shown()[0].offered) == 3
    agree(path, third, agrees=False)
    assert offered(shown()[0]) == ["Kurs 1", "Kurs 2"]


def test_free_order_knows_no_transitions():
    published_path(*courses_of(None, None), is_ordered=False)
    (found,) = shown()
    assert [(step.passage, step.transition) for step in found.steps] == [(None, ""), (None, "")]


def test_another_language_and_the_first_one_where_words_are_missing():
    path = published_path(english="Understanding energy")
    (found,) = shown("en")
    assert (found.title, found.lang) == ("Understanding energy", "en")
    with translation.override("en"):
        assert found.url == f"/en/kurse/pfade/{path.key}-understanding-energy/"
    assert (found.steps[0].reason, found.steps[0].reason_lang) == ("Weil es passt.", "de")
    change_path(path=path, words=words(), by=staff(), at=NOW)
    assert shown("en")[0].lang == "de"
    assert chosen_words({"de": "Ja", "en": ""}, "en", "de") == ("Ja", "de")


@pytest.mark.parametrize(("text", "is_found"), [
    ("energie", True), ("Zählern", True), ("spiel energie", True), ("ener", True),
    ("wasser", False), ("energie wasser", False), ("und", False), ("", False),
])  # fmt: skip
def test_searched_words_must_all_occur(text, is_found):
    published_path()
    assert bool(matching_paths(shown(), text)) is is_found


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_costs_six_queries_and_then_none(rows):
    for number in range(rows):
        published_path(*courses_of(None, None, title=f"Kurs{number}"))
    stamp = catalogue_stamp()
    shown_before = course("adult", title="Anderer")
    stamp = catalogue_stamp()
    assert shown_before.stages.exists()
    with expect_statements(7):  # paths, texts, steps, agreements; courses, facets; labels
        found = published_paths(stamp, "de")
    with expect_statements(0):
        assert find_path(found[0].key, stamp=stamp, language="de") == found[0]
    assert (len(found), len(found[0].offered)) == (rows, 2)


def test_a_preview_shows_what_nobody_agreed_to_yet():
    own, other = PartnerFactory(), PartnerFactory()
    path = partner_path(own, other)
    rows = LearningPath.objects.filter(pk=path.pk)
    (now,) = read_paths(rows, stamp=catalogue_stamp(), language="de")
    (then,) = read_paths(rows, stamp=catalogue_stamp(), language="de", is_preview=True)
    assert (offered(now), offered(then)) == (["Kurs 1"], ["Kurs 1", "Kurs 2"])


def test_who_may_be_shown():
    city, own = LearningPath(), LearningPath(partner_id=1)
    assert [stands(city, 2, answer) for answer in (None, True, False)] == [True, True, False]
    assert [stands(own, 2, answer) for answer in (None, True, False)] == [False, True, False]
    assert stands(own, 1, None)
