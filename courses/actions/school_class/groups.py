"""Groups of a class: some seats that get the same to do."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.actions.school_class.booking import book_tasks
from courses.actions.school_class.founding import record_class
from courses.models import ClassGroup, ClassSeat, SchoolClass
from courses.queries.school_class import running_assignments, seats_of
from lms.accounts.models import User
from lms.common.errors import DomainError


class GroupTitleError(DomainError):
    """The class has a group of this name."""


def create_group(*, school_class: SchoolClass, title: str, actor: User, at: datetime) -> ClassGroup:
    """Begin a group without seats.

    Raises:
        GroupTitleError: There is one with this title.
    """
    try:
        with transaction.atomic():
            made = ClassGroup.objects.create(school_class=school_class, title=title)
            record_class("class.group", school_class, actor=actor, at=at)
    except IntegrityError as error:
        raise GroupTitleError(_("Eine Gruppe mit diesem Namen gibt es schon.")) from error
    return made


@transaction.atomic
def set_group_seats(
    *, group: ClassGroup, seats: Iterable[ClassSeat], actor: User, at: datetime
) -> None:
    """Say who is in a group; new ones get what the group is to do. Seats of others vanish."""
    wanted = list(seats_of(group.school_class).filter(pk__in=[seat.pk for seat in seats]))
    group.seats.set(wanted)
    users = [seat.user for seat in wanted]
    tasks = running_assignments(group.school_class).filter(group=group)
    book_tasks(users=users, tasks=tasks, at=at, actor=actor)
    record_class("class.group", group.school_class, actor=actor, at=at)


@transaction.atomic
def delete_group(*, group: ClassGroup, actor: User, at: datetime) -> None:
    """Dissolve a group; its tasks go with it, its seats stay."""
    record_class("class.group", group.school_class, actor=actor, at=at)
    group.delete()
