"""The queue holds what this person decides; the history says who did what, as far as one may know."""

import pytest

from cms.moderation import approve, send_back, submit
from cms.reviews import history, reviews_anything, waiting_courses
from cms.scope import Scope
from tests.support import admin

pytestmark = pytest.mark.django_db
QUEUE_QUERIES = 6


@pytest.fixture
def world():
    return admin.world()


def queue(world, person):
    return [
        (row.page.pk, row.partner, row.submitted_by, row.pages, row.is_own)
        for row in waiting_courses(Scope(world.people[person]))
    ]


def test_each_sees_what_they_decide(world):
    author, other = world.people["author_a"], world.people["author_b"]
    world.course.get_children().first().specific.save_revision(user=world.people["reviewer_a"])
    submit(page=world.course, user=author)
    foreign = admin.course(world.b, "Kurs B", owner=other)
    submit(page=foreign, user=other)
    ours = (world.course.pk, world.a, "alice", 3)
    assert queue(world, "city") == [(*ours, False), (foreign.pk, world.b, "bob", 2, False)]
    assert queue(world, "reviewer_a") == [(*ours, True)]
    assert queue(world, "author_a") == []
    people = ("city", "reviewer_a", "author_a", "admin_b")
    assert [reviews_anything(world.people[name]) for name in people] == [True, True, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_and_three(world, count, django_assert_num_queries):
    author = world.people["author_a"]
    for number in range(count):
        submit(page=admin.course(world.a, f"Kurs {number}", owner=author), user=author)
    with django_assert_num_queries(QUEUE_QUERIES):
        assert len(queue(world, "reviewer_a")) == count


def test_the_history_names_people_only_to_those_who_know_them(world):
    author, reviewer = world.people["author_a"], world.people["reviewer_a"]
    submit(page=world.course, user=author)
    send_back(page=world.course, user=reviewer, comment="Kürzer")
    submit(page=world.course, user=author)
    approve(page=world.course, user=world.people["city"])

    def told(person):
        steps = history(world.course, Scope(world.people[person]))
        # Two submissions are one step, unless a minute ends between them.
        return {(step.act, step.who, step.comment) for step in steps}

    first = [("submitted", "alice", ""), ("rejected", "rosa", "Kürzer")]
    assert told("city") == {*first, ("approved", "carla", "")}
    assert told("author_a") == {*first, ("approved", "Stadtverwaltung", "")}
