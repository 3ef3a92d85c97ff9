"""Paths as their makers and the asked houses see them."""

import pytest

from courses.actions.bridge import confirm_bridge, end_bridge
from courses.actions.path.agreeing import ask_houses
from courses.actions.path.making import end_path
from courses.models import LearningPath, PathAgreement
from courses.queries.path.making import (
    administers,
    asked_agreements,
    houses,
    houses_to_make_for,
    kept_paths,
    lacks,
    maker_steps,
    makers_of,
    path_title,
    proposed_transition,
)
from tests.factories.courses import NOW
from tests.factories.meetings import coordinator, staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import (
    admin_of,
    agree,
    author_of,
    courses_of,
    partner_path,
    path_with,
    published_path,
)
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def test_everybody_keeps_their_own_and_the_city_all():
    own, other = PartnerFactory(), PartnerFactory()
    mine, city = partner_path(own, other), path_with(*courses_of(None))
    assert list(kept_paths(author_of(own))) == [mine]
    assert list(kept_paths(author_of(other))) == []
    assert set(kept_paths(staff())) == {mine, city}
    assert (makers_of(mine), makers_of(city)) == (own.name, "Stadt")


def test_asked_houses_see_what_they_were_asked_until_it_ends():
    own, other = PartnerFactory(), PartnerFactory()
    path = partner_path(own, other)
    assert list(asked_agreements(author_of(other))) == []
    ask_houses(path=path, by=staff(), at=NOW)
    (row,) = asked_agreements(author_of(other))
    assert (row.path, row.partner) == (path, other)
    assert list(asked_agreements(author_of(own))) == []
    end_path(path=path, by=staff(), at=NOW)
    assert list(asked_agreements(author_of(other))) == []


def test_admins_speak_for_their_house():
    house = PartnerFactory()
    assert administers(admin_of(house), house.pk)
    assert not administers(author_of(house), house.pk)
    assert not administers(admin_of(PartnerFactory()), house.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_steps_cost_the_same_however_many(rows):
    path = path_with(*courses_of(*[None] * rows))
    maker_steps(path, "de")
    with expect_statements(4):  # steps, texts, stamp, facets
        found = maker_steps(path, "de")
    assert [step.title for step in found] == [f"Kurs {n}" for n in range(1, rows + 1)]
    assert [step.passage is not None for step in found] == [n > 0 for n in range(rows)]


def test_what_is_missing_is_said_for_each_step():
    path = path_with(*courses_of(None, None))
    path.steps.update(transitions={})
    path.steps.filter(position=1).update(reasons={"en": "Only English"})
    found = lacks(path, maker_steps(path, "de"))
    assert len(found) == 2
    assert all("Kurs 2" in sentence for sentence in found)
    assert lacks(path_with(), [])[0].startswith("Ein Lernpfad braucht")


def test_houses_stand_once_with_their_answer_in_words():
    own, other, third = PartnerFactory(), PartnerFactory(), PartnerFactory()
    path = partner_path(own, other, third)
    steps = maker_steps(path, "de")

    def said():
        return [house.words for house in houses(path, steps)]

    assert said() == ["noch nicht gefragt"] * 2
    ask_houses(path=path, by=staff(), at=NOW)
    assert said() == ["Antwort steht aus"] * 2
    agree(path, other)
    agree(path, third, agrees=False)
    assert said() == ["ist einverstanden", "ist nicht einverstanden"]
    city = published_path(*courses_of(None, None, title="Weg"))
    assert {house.words for house in houses(city, maker_steps(city, "de"))} == {"ist informiert"}
    PathAgreement.objects.filter(path=city).delete()
    words = {house.words for house in houses(city, maker_steps(city, "de"))}
    assert words == {"noch nicht informiert"}


def test_a_confirmed_bridge_proposes_its_sentence():
    one, two, three = courses_of(None, None, None)
    path = path_with(one, two, three)
    bridge = confirm_bridge(before=one, after=two, reason="Beide messen.", by=staff(), at=NOW)
    said = [proposed_transition(step) for step in path.steps.all()]
    assert said == ["", "Beide messen.", ""]
    end_bridge(bridge=bridge, by=staff(), at=NOW)
    assert proposed_transition(path.steps.get(course=two)) == ""


def test_in_whose_name_one_may_make_a_path():
    house = PartnerFactory(name="Windwerk")
    assert houses_to_make_for(author_of(house)) == [(house.key, "Windwerk")]
    assert houses_to_make_for(staff()) == [("stadt", "Stadt")]
    assert houses_to_make_for(coordinator()) == []


def test_the_title_in_a_language_else_in_the_first():
    path = LearningPath.objects.get(pk=path_with(english="Energy").pk)
    assert path_title(path, "en") == ("Energy", "en")
    assert path_title(path, "pl") == ("Energie verstehen", "de")
