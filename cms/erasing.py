"""What happens in the editors' part when a person is erased, beyond what the registry declares."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from lms.accounts.models import User

PERSONAL = ("comment", "email", "name")  # what entries of the history may hold of a person


def forget_editor(*, user: User) -> None:
    """Open pages the person locked, and take words of and about them out of the history."""
    Page.objects.filter(locked_by=user).update(locked=False, locked_at=None, locked_by=None)
    about = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    )
    about.update(label="", data={})
    for entries in (
        PageLogEntry.objects.filter(user_id=user.pk),
        ModelLogEntry.objects.filter(user_id=user.pk),
    ):
        _forget_words(entries)


def _forget_words(entries: QuerySet[Any]) -> None:
    for entry in entries.exclude(data={}):
        kept = {name: value for name, value in entry.data.items() if name not in PERSONAL}
        if kept != entry.data:
            entries.model.objects.filter(pk=entry.pk).update(data=kept)
