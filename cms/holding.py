"""Which images and files are held: what was approved shows them, so nobody changes them.

An exchanged file would change a public page that nobody has read again. Whoever wants another
picture uploads it and chooses it in the page, which goes the way of every change.
"""

from typing import Any

from django.db.models import Q
from wagtail.models import Page, ReferenceIndex, TaskState

from cms.models import ApprovalState
from cms.sealing import media_key


def is_held(thing: Any) -> bool:
    """Tell whether a page shows this image or file, or waits to show it.

    Pages count that are public, that wait for approval, or whose approved day is still to come.
    Two queries, one of them over what waits.
    """
    users = ReferenceIndex.get_references_to(thing)
    keys = users.filter(base_content_type__model="page").values_list("object_id", flat=True)
    if Page.objects.filter(pk__in=list(keys), live=True).exists():
        return True
    waiting = ApprovalState.objects.filter(
        Q(status=TaskState.STATUS_IN_PROGRESS)
        | Q(
            status=TaskState.STATUS_APPROVED,
            revision__approved_go_live_at__isnull=False,
        )
    )
    key = media_key(thing)
    return any(key in media for media in waiting.values_list("media", flat=True))
