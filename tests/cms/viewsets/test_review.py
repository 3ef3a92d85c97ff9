"""The page on which a course is submitted, approved or sent back."""

import pytest
from django.urls import reverse

from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def act(world, person, name, **data):
    client = admin.signed_in(world.people[person])
    return client.post(reverse(f"cms:course-{name}", args=[world.course.pk]), data)


def page(world, person):
    client = admin.signed_in(world.people[person])
    return client.get(reverse("cms:course-review", args=[world.course.pk]))


def test_from_draft_to_published_in_three_clicks(world):
    text = page(world, "author_a").content.decode()
    assert reverse("cms:course-submit", args=[world.course.pk]) in text
    assert act(world, "author_a", "submit").status_code == 302
    text = page(world, "author_a").content.decode()
    assert reverse("cms:course-approve", args=[world.course.pk]) not in text
    text = page(world, "reviewer_a").content.decode()
    assert reverse("cms:course-approve", args=[world.course.pk]) in text
    assert "alice" in text
    assert act(world, "reviewer_a", "approve").status_code == 302
    world.course.refresh_from_db()
    assert world.course.live


def test_authors_get_403_and_a_second_submission_409(world):
    act(world, "author_a", "submit")
    assert act(world, "author_a", "approve").status_code == 403
    assert act(world, "admin_a", "approve").status_code == 403
    answer = act(world, "author_a", "submit")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    world.course.refresh_from_db()
    assert not world.course.live


def test_own_edits_are_not_offered_for_approval_and_refused(world):
    world.course.specific.save_revision(user=world.people["reviewer_a"])
    act(world, "author_a", "submit")
    text = page(world, "reviewer_a").content.decode()
    assert reverse("cms:course-approve", args=[world.course.pk]) not in text
    assert act(world, "reviewer_a", "approve").status_code == 403


def test_sent_back_with_a_comment(world):
    act(world, "author_a", "submit")
    assert act(world, "reviewer_a", "send-back", comment="Bitte kürzen").status_code == 302
    text = page(world, "author_a").content.decode()
    assert reverse("cms:course-submit", args=[world.course.pk]) in text


@pytest.mark.parametrize("name", ["submit", "approve", "send-back"])
def test_foreign_courses_are_absent_and_reading_changes_nothing(world, name):
    assert act(world, "author_b", name).status_code == 404
    client = admin.signed_in(world.people["author_a"])
    assert client.get(reverse(f"cms:course-{name}", args=[world.course.pk])).status_code == 405


def test_the_tree_root_is_no_page_to_review(world):
    client = admin.signed_in(world.people["city"])
    assert client.get(reverse("cms:course-review", args=[1])).status_code == 404


def test_a_day_is_proposed_with_the_submission_and_taken_back(world):
    assert act(world, "author_a", "submit", go_live_at="2020-01-01T08:00").status_code == 422
    days = {"go_live_at": "2090-01-01T08:00", "expire_at": "2090-02-01T08:00"}
    assert act(world, "author_a", "submit", **days).status_code == 302
    assert act(world, "city", "approve").status_code == 302
    world.course.refresh_from_db()
    assert (world.course.live, world.course.approved_schedule) == (False, True)
    text = page(world, "author_a").content.decode()
    assert reverse("cms:course-withdraw", args=[world.course.pk]) in text
    assert "Stadtverwaltung" in text  # the history names no staff to partners
    assert act(world, "author_b", "withdraw").status_code == 404
    assert act(world, "author_a", "withdraw").status_code == 302
    assert act(world, "author_a", "withdraw").status_code == 409


def test_what_the_check_found_stands_there_with_the_way_to_the_block(world):
    author = world.people["author_a"]
    lesson = world.course.get_children().first().specific
    lesson.body = [("heading", {"text": "Zu tief", "level": "4"})]
    lesson.save_revision(user=author)
    block = lesson.latest_revision.as_object().body[0].id
    answer = act(world, "author_a", "submit")
    text = answer.content.decode()
    assert answer.status_code == 422
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert f'href="{edit}#block-{block}-section"' in text
    assert "„Zu tief“" in text
    assert 'id="findings-hard"' in text
    assert reverse("cms:course-submit", args=[world.course.pk]) not in text
    lesson.body = [("heading", {"text": "Gut", "level": "2"})]
    lesson.save_revision(user=author)
    text = page(world, "author_a").content.decode()
    assert 'id="findings-hard"' not in text
    assert 'id="findings-hint"' in text  # no cover
    assert act(world, "author_a", "submit").status_code == 302


def test_a_medium_without_licence_leads_to_its_own_form(world):
    picture = admin.image(world.a, "Foto")
    lesson = world.course.get_children().first().specific
    lesson.body = [("picture", {"image": picture, "alt": "Raps"})]
    lesson.save_revision()
    text = page(world, "author_a").content.decode()
    assert reverse("cms:image-rights", args=[picture.pk]) in text
