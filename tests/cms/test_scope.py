"""Whose content a person may touch."""

import pytest
from wagtail.models import Page

from cms.onboarding import pages_of
from cms.scope import Scope, belongs_to_partner, scope_of
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def titles(pages):
    return set(pages.values_list("title", flat=True))


def test_an_author_reaches_the_own_house(world):
    scope = Scope(world.people["author_b"])
    assert titles(scope.pages()) == {"Haus B"}
    assert list(scope.partners()) == [world.b]
    assert not scope.administered().exists()
    house = pages_of(world.b).first()
    assert scope.is_own(house.path)
    assert scope.is_way(house.get_parent().path)
    assert not scope.is_own(house.get_parent().path)
    assert not scope.is_way(world.course.path)


def test_admins_administer_and_staff_reach_all(world):
    assert list(Scope(world.people["admin_a"]).administered()) == [world.a]
    assert set(Scope(world.people["city"]).partners()) == {world.a, world.b}
    assert set(Scope(world.people["city"]).administered()) == {world.a, world.b}


@pytest.mark.parametrize("person", ["learner", "lead_a", "platform"])
def test_others_reach_nothing(world, person):
    scope = Scope(world.people[person])
    assert not scope.partner_ids
    assert not scope.pages().exists()
    assert not scope.images().exists()
    assert not scope.collections().exists()
    assert not scope.is_own(world.course.path)


def test_links_go_to_public_pages_and_the_own_house(world):
    world.course.get_latest_revision().publish()  # live, and still not to be browsed by others
    scope = Scope(world.people["author_b"])
    found = titles(scope.choosable_pages(Page.objects.all()))
    assert {"Start de", "Start en", "Partner", "Kurse", "Haus B"} <= found
    assert "Haus A" not in found
    assert world.course.title not in found
    staff = titles(Scope(world.people["city"]).choosable_pages(Page.objects.all()))
    assert world.course.title in staff


def test_what_lies_below_the_index_belongs_to_a_partner(world):
    house = pages_of(world.a).first()
    assert belongs_to_partner(house.path)
    assert belongs_to_partner(world.course.path)
    assert not belongs_to_partner(house.get_parent().path)
    assert not belongs_to_partner(Page.get_first_root_node().path)


def test_asking_twice_costs_nothing(world, rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = world.people["author_a"]
    with django_assert_num_queries(2):
        for _again in range(3):
            scope = scope_of(request)
            assert scope.partner_ids == {world.a.pk}
            assert len(scope.house_paths) == 2


def test_strangers_have_no_scope(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    assert scope_of(request) is None
