"""Who alone answers for a class goes: asked to hand over first, else the house is told."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import SchoolClass
from courses.queries.school_class import led_alone
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, send_many
from lms.accounts.models import User
from lms.accounts.queries import city_staff
from network.queries.membership import active_admins


def ask_to_hand_over(*, user: User, at: datetime) -> list[str]:
    """What to do before an account may go, one sentence for each class."""
    message = _(
        "Nur Sie leiten „%(title)s“. Übergeben Sie die Klasse zuerst auf ihrer Seite „Leitung“, "
        "oder beenden Sie sie."
    )
    return [message % {"title": school_class.title} for school_class in led_alone(user, at)]


def tell_lead_gone(*, user: User, at: datetime) -> None:
    """Tell who can hand the class over that nobody leads it; one mail each for every class.

    Those are the admins of the house; where it has none any more, the city's staff.
    """
    for school_class in led_alone(user, at):
        send_many(
            "email/class_without_lead",
            people=_responsible(school_class, user),
            context=_words(school_class),
            kind=MailKind.TASKS,
            key=f"without-lead:{school_class.key}:{at.isoformat()}",
            at=at,
        )


def _responsible(school_class: SchoolClass, gone: User) -> QuerySet[User]:
    admins = active_admins(school_class.partner).exclude(user=gone)
    people = User.objects.filter(pk__in=admins.values("user"))
    return people if people.exists() else city_staff().exclude(pk=gone.pk)


def _words(school_class: SchoolClass) -> Callable[[str], dict[str, Any]]:
    return lambda _language: {
        "title": school_class.title,
        "house": school_class.partner.name,
        "link": absolute(reverse("courses:classes-office")),
    }
