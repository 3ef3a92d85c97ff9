"""Listens to page events: what is published is compiled."""

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.authoring import guests
from cms.compiling import mark, mark_linking, store_partner_page
from cms.context import forget_frame
from cms.models import CoursePage, LessonPage, PartnerPage, SiteFrame
from cms.withdrawing import withdraw_changed
from network.actions.partner import remove_partner_text


@receiver(page_published)
@receiver(page_unpublished)
@receiver(page_slug_changed)
def page_changed(instance: Any, **kwargs: Any) -> None:
    """A course or lesson changed in public: compile its course, then what links to it."""
    at = timezone.now()
    mark(instance, at=at)
    mark_linking(instance, at=at)


@receiver(post_page_move)
def page_moved(instance: Any, **kwargs: Any) -> None:
    """A moved branch may hold courses, and its addresses may be others."""
    at = timezone.now()
    mark(instance, at=at, with_descendants=True)
    mark_linking(instance, at=at)


@receiver(pre_delete, sender=CoursePage)
@receiver(pre_delete, sender=LessonPage)
def page_vanishes(instance: Any, **kwargs: Any) -> None:
    """Mark while the page still knows its course; the compiler runs after the deletion."""
    mark(instance, at=timezone.now())


@receiver(post_save, sender=Revision)
def page_revised(
    instance: Revision, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """A page was edited: what was submitted or approved before is so no more."""
    if update_fields is not None and "content" not in update_fields:
        return
    page = instance.content_object
    if isinstance(page, Page):
        withdraw_changed(page=page, user=instance.user)


@receiver(post_save, sender=Revision)
def providers_changed(instance: Revision, **kwargs: Any) -> None:
    """Who may write at a course follows the providers its newest draft names."""
    if instance.content_type_id == ContentType.objects.get_for_model(CoursePage).pk:
        page = CoursePage.objects.filter(pk=instance.object_id, guests__user__isnull=False).first()
        if page is not None:
            guests.sync_guests(page)


@receiver(pre_delete, sender=CoursePage)
def guests_leave(instance: CoursePage, **kwargs: Any) -> None:
    """With the page at which the invitations hang the rights go, in every language."""
    if instance.guests.exists():
        Group.objects.filter(name=guests.group_name(instance)).delete()


@receiver(page_published, sender=PartnerPage)
def partner_page_published(instance: PartnerPage, **kwargs: Any) -> None:
    """Hand the partner's words to the directory."""
    store_partner_page(instance, at=timezone.now())


@receiver(page_unpublished, sender=PartnerPage)
def partner_page_unpublished(instance: PartnerPage, **kwargs: Any) -> None:
    """Take the partner's words out of the directory; Wagtail unpublishes before it deletes, too."""
    remove_partner_text(
        partner=instance.partner, locale=instance.locale.language_code, at=timezone.now()
    )


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_save, sender=SiteFrame)
def frame_changed(**kwargs: Any) -> None:
    """Menus name pages by their titles."""
    forget_frame()
