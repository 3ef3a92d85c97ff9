"""Writing a course together: people of a co-providing partner are let into this one course.

Their right is a Wagtail group of the course, derived from invitations, memberships and the list of
providers; ``sync_guests`` is called whenever one of these changes, in the same transaction.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import CourseGuest, CoursePage
from cms.onboarding.groups import AUTHOR_ACTS, grant_pages
from cms.scope import EDITING_ROLES, GUESTS, co_provider_ids
from lms.accounts import mails
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event
from network.models import Membership


def original(course: CoursePage) -> CoursePage:
    """The page of a course in its first language; invitations hang there."""
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    return pages.order_by("pk").first() or course


def people_at(course: CoursePage) -> QuerySet[CourseGuest]:
    """Invitations to a course, with the people who accepted."""
    rows: QuerySet[CourseGuest] = CourseGuest.objects.filter(page=original(course))
    return rows.select_related("user")


def invitations_for(user: User) -> list[CourseGuest]:
    """What a person may accept now; one query, and two for each invitation."""
    if not user.email:
        return []
    rows = CourseGuest.objects.filter(email=user.email.lower()).select_related("page")
    return [row for row in rows if _may_write(row.page, [user]).exists()]


@transaction.atomic
def invite_guest(*, course: CoursePage, email: str, actor: User, at: datetime) -> None:
    """Invite whoever has this address; a mail goes out only to who may accept.

    Nothing that can be seen tells whether the address belongs to anybody.

    Raises:
        ConflictError: No other partner is named as a provider of the course.
    """
    page, address = original(course), email.strip().lower()
    if not co_provider_ids(page):
        raise ConflictError(
            _("Nennen Sie im Kurs zuerst unter „Weitere Anbieter“, wer ihn mit anbietet.")
        )
    if CourseGuest.objects.filter(page=page, user__email__iexact=address).exists():
        return
    row, is_new = CourseGuest.objects.get_or_create(
        page=page, email=address, defaults={"invited_at": at}
    )
    if not is_new:
        return
    _record("course.invite-guest", page, actor, at)
    known = User.objects.filter(email__iexact=address, is_active=True)
    for person in _may_write(page, known):
        mails.send(
            "email/course_guest",
            recipient=person.email,
            context={
                "user": person,
                "author": actor,
                "title": page.get_admin_display_title(),
                "link": mails.absolute(reverse("wagtailadmin_home")),
            },
            language=mails.language_of(person),
            key=f"course_guest:{row.key}",
            person=person,
            at=at,
        )


@transaction.atomic
def accept_invitation(*, guest: CourseGuest, user: User, at: datetime) -> None:
    """Let the invited person write; the address is forgotten."""
    guest.user, guest.email = user, ""
    guest.save(update_fields=["user", "email"])
    _record("course.accept-guest", guest.page, user, at)
    sync_guests(guest.page)


@transaction.atomic
def withdraw_guest(*, guest: CourseGuest, actor: User, at: datetime) -> None:
    """Take an invitation back, or the right it gave."""
    page = guest.page
    guest.delete()
    _record("course.withdraw-guest", page, actor, at)
    sync_guests(page)


@transaction.atomic
def sync_guests(course: CoursePage) -> None:
    """Put exactly those into a course's group who may write there now."""
    page = original(course)
    accepted = CourseGuest.objects.filter(page=page, user__isnull=False).values("user")
    people = _may_write(page, User.objects.filter(pk__in=accepted))
    if not people.exists():
        Group.objects.filter(name=group_name(page)).delete()
        return
    group, _is_new = Group.objects.get_or_create(name=group_name(page))
    grant_pages(group, CoursePage.objects.filter(translation_key=page.translation_key), AUTHOR_ACTS)
    group.user_set.set(people)


def sync_guest(user: User) -> None:
    """Do it for every course a person was let into; one query when there is none."""
    for row in CourseGuest.objects.filter(user=user).select_related("page"):
        sync_guests(row.page)


def group_name(course: CoursePage) -> str:
    """Name of the group of a course's guests."""
    return f"{GUESTS}{course.translation_key}"


def _may_write(page: CoursePage, people: Iterable[User]) -> QuerySet[User]:
    """Those of the people who write for a partner the course names as a provider."""
    rows = Membership.objects.filter(
        partner__in=co_provider_ids(page),
        role__in=EDITING_ROLES,
        user__in=people,
    )
    return User.objects.filter(pk__in=rows.values("user"))


def _record(action: str, page: CoursePage, actor: User, at: datetime) -> None:
    record_event(
        action=action,
        object_type="course",
        object_key=str(page.translation_key),
        partner_key=page.get_parent().specific.partner.key,
        at=at,
        actor_key=actor.key,
    )
