"""A changed rule is noticed before it is submitted, and the choice goes with the approval."""

from dataclasses import replace

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models.approval import tree_of
from cms.moderation import approve, review_of, submit
from cms.publishing import build
from cms.rule_change import rule_change
from lms.common.errors import ConflictError
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = admin.world()
    submit(page=world.course, user=world.people["author_a"])
    approve(page=world.course, user=world.people["city"])
    return replace(world, course=Page.objects.get(pk=world.course.pk).specific)


def revise(world, page, **fields):
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=world.people["author_a"])


@pytest.mark.parametrize(
    ("of_course", "of_lesson", "is_change"),
    [({"summary": "Neu"}, {"minutes": 5}, False), ({"required_percent": 50}, {}, True),
     ({"requires_quizzes": False}, {}, True), ({}, {"is_required": False}, True)],
)  # fmt: skip
def test_only_what_one_must_do_is_the_rule(world, of_course, of_lesson, is_change):
    lesson = world.course.get_children().first().specific
    for page, fields in ((world.course, of_course), (lesson, of_lesson)):
        if fields:
            revise(world, page, **fields)
    tree = tree_of(world.course)
    coming = [page for page in tree if page.has_unpublished_changes]
    found = rule_change(tree, coming)
    assert (found is not None) is is_change
    assert rule_change(tree[1:], coming) is None
    if is_change:
        assert found.concerned.learning == "weniger als 5"


@pytest.mark.parametrize("choice", ["old", "new"])
def test_the_author_chooses_and_the_approval_covers_the_choice(world, choice):
    lesson = world.course.get_children().first().specific
    revise(world, lesson, is_required=False)
    author = world.people["author_a"]
    with pytest.raises(ConflictError):  # the lesson alone would leave nobody asked
        submit(page=lesson, user=author)
    client = admin.signed_in(author)
    path = reverse("cms:course-submit", args=[world.course.pk])
    text = client.get(reverse("cms:course-review", args=[world.course.pk])).content.decode()
    assert "weniger als 5" in text
    assert 'name="keeps_rule"' in text
    assert client.post(path).status_code == 409
    assert client.post(path, {"keeps_rule": choice}).status_code == 302
    review = review_of(page=world.course, user=world.people["city"])
    assert len(review.waiting) == 2
    assert review.rule.keeps_rule is (choice == "old")
    approve(page=world.course, user=world.people["city"])
    assert build(Page.objects.get(pk=world.course.pk).specific).keeps_rule is (choice == "old")


def test_no_lesson_is_approved_past_the_choice(world):
    """Wagtail's own button knows single pages; the choice stands in the course's page."""
    lesson = world.course.get_children().first().specific
    revise(world, lesson, is_required=False)
    submit(page=world.course, user=world.people["author_a"], keeps_rule=True)
    lesson.refresh_from_db()
    args = [lesson.pk, "approve", lesson.current_workflow_task_state.pk]
    client = admin.signed_in(world.people["city"])
    client.post(reverse("wagtailadmin_pages:workflow_action", args=args))
    assert Page.objects.get(pk=lesson.pk).specific.is_required
    approve(page=world.course, user=world.people["city"])
    assert not Page.objects.get(pk=lesson.pk).specific.is_required
