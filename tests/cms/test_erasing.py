import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cms.erasing import forget_editor
from lms.accounts.models import User
from tests.support import admin

pytestmark = pytest.mark.django_db


def test_locks_open_and_words_go():
    world = admin.world()
    author, other = world.people["author_a"], world.people["author_b"]
    Page.objects.filter(pk=world.course.pk).update(locked=True, locked_by=author)
    kind = ContentType.objects.get_for_model(User)
    about = ModelLogEntry.objects.create(
        content_type=kind, object_id=str(author.pk), label="alice", action="wagtail.edit",
        timestamp=timezone.now(), data={"name": "alice"}, user=other,
    )  # fmt: skip
    said = PageLogEntry.objects.create(
        content_type=kind, page=world.course, label="Kurs", action="wagtail.workflow.reject",
        timestamp=timezone.now(), data={"comment": "Bitte, Alice", "step": 1}, user=author,
    )  # fmt: skip
    forget_editor(user=author)
    about.refresh_from_db()
    said.refresh_from_db()
    assert (about.label, about.data, said.data) == ("", {}, {"step": 1})
    page = Page.objects.get(pk=world.course.pk)
    assert (page.locked, page.locked_by) == (False, None)
