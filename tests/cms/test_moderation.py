"""A course is submitted, approved or sent back as one; nobody approves their own edit."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.moderation import approve, can_review, review_of, send_back, submit
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from tests.support import admin

pytestmark = pytest.mark.django_db
QUOTE = {"text": "Neu", "source": ""}


@pytest.fixture
def world():
    return admin.world()


def live(page):
    return sorted(page.get_descendants(inclusive=True).values_list("live", flat=True))


def mails(kind):
    rows = OutboxMessage.objects.filter(kind=kind).order_by("recipient")
    return list(rows.values_list("recipient", flat=True))


def test_submitting_takes_the_course_and_all_lessons(world):
    author = world.people["author_a"]
    assert submit(page=world.course, user=author) == 3
    review = review_of(page=world.course, user=author)
    assert len(review.waiting) == 3
    assert len(review.own) == 3
    assert review.changed == ()
    assert live(world.course) == [False] * 3


def test_submitting_sends_one_mail_to_each_approver(world):
    submit(page=world.course, user=world.people["author_a"])
    assert mails("approval_asked") == ["carla@example.org", "rosa@example.org"]
    text = OutboxMessage.objects.filter(kind="approval_asked").first().text
    assert f"/admin/freigabe/{world.course.pk}/" in text
    assert "alice" in text


def test_nothing_to_submit_is_a_conflict(world):
    submit(page=world.course, user=world.people["author_a"])
    with pytest.raises(ConflictError):
        submit(page=world.course, user=world.people["author_a"])


def test_a_stranger_cannot_submit(world):
    with pytest.raises(NotAllowedError):
        submit(page=world.course, user=world.people["author_b"])
    assert not WorkflowState.objects.exists()


@pytest.mark.parametrize("person", ["reviewer_a", "city"])
def test_a_second_person_publishes_everything_at_once(world, person):
    submit(page=world.course, user=world.people["author_a"])
    assert approve(page=world.course, user=world.people[person]) == 3
    assert live(world.course) == [True] * 3
    assert mails("approval_given") == ["alice@example.org"]


@pytest.mark.parametrize("person", ["author_a", "admin_a", "author_b", "admin_b", "learner"])
def test_others_do_not_approve(world, person):
    submit(page=world.course, user=world.people["author_a"])
    user = world.people[person]
    assert not can_review(world.course, user)
    with pytest.raises(NotAllowedError):
        approve(page=world.course, user=user)
    assert live(world.course) == [False] * 3


@pytest.mark.parametrize("person", ["reviewer_a", "city"])
def test_the_last_editor_of_one_lesson_does_not_approve(world, person):
    user = world.people[person]
    world.course.get_children().first().specific.save_revision(user=user)
    submit(page=world.course, user=world.people["author_a"])
    with pytest.raises(NotAllowedError):
        approve(page=world.course, user=user)
    assert live(world.course) == [False] * 3


def test_approving_what_nobody_submitted_is_a_conflict(world):
    with pytest.raises(ConflictError):
        approve(page=world.course, user=world.people["city"])


def test_sent_back_and_submitted_again(world):
    author, reviewer = world.people["author_a"], world.people["reviewer_a"]
    submit(page=world.course, user=author)
    assert send_back(page=world.course, user=reviewer, comment="Bitte Bilder ergänzen.") == 3
    assert mails("approval_refused") == ["alice@example.org"]
    assert "Bitte Bilder ergänzen." in OutboxMessage.objects.get(kind="approval_refused").text
    assert live(world.course) == [False] * 3
    assert submit(page=world.course, user=author) == 3
    assert WorkflowState.objects.count() == 3
    approve(page=world.course, user=reviewer)
    assert live(world.course) == [True] * 3


def test_only_what_was_submitted_is_published(world):
    author = world.people["author_a"]
    submit(page=world.course, user=author)
    from cms.models import LessonPage

    late = LessonPage(title="Nachzügler", slug="spaet", live=False, owner=author)
    world.course.add_child(instance=late)
    late.save_revision(user=author)
    approve(page=world.course, user=world.people["city"])
    late.refresh_from_db()
    assert not late.live


def test_wagtail_sends_no_mail_of_its_own(world, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        submit(page=world.course, user=world.people["author_a"])
        approve(page=world.course, user=world.people["city"])
    assert mailoutbox == []


def test_whoever_wants_no_mails_gets_none(world):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(world.people["reviewer_a"])
    profile.submitted_notifications = False
    profile.save()
    submit(page=world.course, user=world.people["author_a"])
    assert mails("approval_asked") == ["carla@example.org"]


def approve_in_wagtail(world, person, page):
    client = admin.signed_in(world.people[person])
    state = page.current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(path).status_code


def test_wagtails_own_button_approves_one_page_for_a_second_person_only(world):
    submit(page=world.course, user=world.people["author_a"])
    lesson = world.course.get_children().first().specific
    assert approve_in_wagtail(world, "author_a", lesson) == 403
    assert approve_in_wagtail(world, "author_b", lesson) == 404
    assert live(world.course) == [False] * 3
    assert approve_in_wagtail(world, "reviewer_a", lesson) == 302
    assert live(world.course) == [False, False, True]


def test_editing_and_approving_in_one_request_publishes_nothing(world):
    submit(page=world.course, user=world.people["author_a"])
    lesson = world.course.get_children().first().specific
    data = nested_form_data(
        {
            "title": "Still geändert", "slug": lesson.slug, "minutes": "10",
            "body": streamfield([("quote", QUOTE)]), "action-workflow-action": "true",
            "workflow-action-name": "approve",
        }
    )  # fmt: skip
    client = admin.signed_in(world.people["reviewer_a"])
    path = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert client.post(path, data).status_code == 403
    del data["action-workflow-action"]
    assert client.post(path, data).status_code == 302
    lesson.refresh_from_db()
    assert lesson.latest_revision.user == world.people["reviewer_a"]
    assert not lesson.workflow_in_progress  # a draft again
    with pytest.raises(ConflictError):
        approve(page=world.course, user=world.people["city"])
    submit(page=world.course, user=world.people["reviewer_a"])
    with pytest.raises(NotAllowedError):
        approve(page=world.course, user=world.people["reviewer_a"])
    approve(page=world.course, user=world.people["city"])
    assert live(world.course) == [True] * 3


def test_approvals_are_written_down_for_good_by_hash(world):
    submit(page=world.course, user=world.people["author_a"])
    send_back(page=world.course, user=world.people["city"], comment="Kürzer")
    submit(page=world.course, user=world.people["author_a"])
    approve(page=world.course, user=world.people["city"])
    rows = AuditEvent.objects.filter(object_key=str(world.course.translation_key)).order_by("pk")
    acts = [(row.action, row.actor_key) for row in rows]
    author, city = world.people["author_a"].key, world.people["city"].key
    assert acts == [
        ("page.submit", author), ("page.reject", city),
        ("page.submit", author), ("page.approve", city),
    ]  # fmt: skip
    assert len({row.data["hash"] for row in rows}) == 1
    assert rows[1].note.text == "Kürzer"
