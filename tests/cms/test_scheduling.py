"""On its day a course goes live as one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.moderation import approve, submit
from cms.scheduling import publish_due
from courses.models import Course
from tests.factories.courses import EnrolmentFactory
from tests.support import admin


@pytest.mark.django_db(transaction=True)  # courses are compiled on commit
def test_who_began_keeps_the_old_rule_also_on_a_proposed_day():
    world = admin.world()
    submit(page=world.course, user=world.people["author_a"])
    approve(page=world.course, user=world.people["city"])
    enrolment = EnrolmentFactory(course=Course.objects.get())
    lesson = world.course.get_children().first().specific
    lesson.is_required = False
    lesson.save_revision(user=world.people["author_a"])
    day = timezone.now() + timedelta(days=1)
    submit(page=world.course, user=world.people["author_a"], go_live_at=day, keeps_rule=True)
    approve(page=world.course, user=world.people["city"])
    assert publish_due(at=timezone.now()) == 0
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        content = {**revision.content, "go_live_at": past.isoformat()}
        row = Revision.objects.filter(pk=revision.pk)  # past the receivers: no change, but time
        row.update(content=content, approved_go_live_at=past)
    assert publish_due(at=timezone.now()) == 2
    enrolment.refresh_from_db()
    assert enrolment.rule is not None
    assert not Page.objects.get(pk=lesson.pk).specific.is_required


@pytest.mark.django_db
def test_one_that_fails_holds_up_no_other():
    world = admin.world()
    second = admin.course(world.a, "Zweiter")
    past = timezone.now() - timedelta(minutes=1)
    for page in (world.course, second):
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past)
    Revision.objects.filter(pk=world.course.latest_revision_id).update(content={})
    assert publish_due(at=timezone.now()) == 1
    second.refresh_from_db()
    assert second.live
