"""People a team enters into its run, from calls and sheets of paper; they need no account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.seat.bulk import enrol_many
from courses.actions.seat.deleting import delete_enrolments
from courses.actions.seat.notices import tell_entered
from courses.enums import Origin, RunKind
from courses.formats.people_list import Entry
from courses.models import Certificate, CourseRun, Enrolment, RunContact
from courses.queries.retention import old_contacts, old_guests
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.common.keys import new_key
from lms.records.actions import record_event

MOST = 500  # people in one list
NAME_LENGTH, PHONE_LENGTH, EMAIL_LENGTH = 80, 40, 254


@dataclass(frozen=True)
class LineFault:
    """What is wrong with one line, fit to show."""

    line: int
    message: str


class ListFaultsError(DomainError):
    """Some lines cannot be stored, so none is."""

    def __init__(self, faults: list[LineFault]) -> None:
        super().__init__(_("Nichts ist gespeichert: Einige Zeilen stimmen noch nicht."))
        self.faults = faults


def faults_in(people: Sequence[Entry]) -> list[LineFault]:
    """What keeps a list from being stored, line by line.

    Whether an address has an account is not looked up: a list must not be a way to ask.
    """
    if len(people) > MOST:
        message = _("Das sind mehr als %(most)s Personen auf einmal.") % {"most": MOST}
        return [LineFault(people[MOST].line, message)]
    seen: set[tuple[str, str]] = set()
    faults = []
    for entry in people:
        same = (entry.name.casefold(), (entry.email or entry.phone).casefold())
        message = _fault(entry)
        if not message and same in seen:
            message = _("Diese Person steht schon weiter oben.")
        seen.add(same)
        if message:
            faults.append(LineFault(entry.line, message))
    return faults


@transaction.atomic
def add_guests(*, run: CourseRun, people: Sequence[Entry], actor: User, at: datetime) -> int:
    """Enrol people without an account: all of them, or none where a line or a seat is missing.

    Their names and addresses stand in the team's list only, until 60 days after the run. Who gave
    an address gets a confirmation there that says so.

    Raises:
        ConflictError: The run is one of a class, has no dates, is cancelled or has too few seats.
        ListFaultsError: With what is wrong, by line.
    """
    _check_run(run)
    if faults := faults_in(people):
        raise ListFaultsError(faults)
    users = User.objects.bulk_create(
        User(
            username=f"gast-{new_key()}{new_key()}",
            kind=AccountKind.GUEST,
            password=make_password(None),
        )
        for _entry in people
    )
    enrol_many(users=users, run=run, at=at, origin=Origin.TEAM, actor=actor)
    _keep_contacts(run, users, people)
    tell_entered(run=run, at=at)
    record_event(
        action="run.guests",
        object_type="run",
        object_key=run.key,
        actor_key=actor.key,
        partner_key=run.course.partner.key,
        at=at,
        data={"people": len(people)},
    )
    return len(people)


def _check_run(run: CourseRun) -> None:
    if run.kind == RunKind.SCHOOL_CLASS:
        raise ConflictError(_("In Klassen werden keine Namen eingetragen."))
    if run.kind != RunKind.DATED or run.cancelled_at is not None:
        raise ConflictError(_("Das geht nur bei einem Termin, der stattfindet."))


def _keep_contacts(run: CourseRun, users: Sequence[User], people: Sequence[Entry]) -> None:
    rows = dict(Enrolment.objects.filter(run=run, user__in=users).values_list("user", "pk"))
    RunContact.objects.bulk_create(
        RunContact(
            enrolment_id=rows[user.pk],
            name=entry.name,
            email=entry.email,
            phone=entry.phone,
            is_entered_by_team=True,
        )
        for user, entry in zip(users, people, strict=True)
    )


@transaction.atomic
def forget_contacts(*, at: datetime) -> int:
    """Delete what teams know of the people of runs that ended 60 days ago; safe to repeat.

    The account of somebody whom a team entered goes with it, unless it is in another run. What was
    certified stays in the register, without account and name.

    Returns:
        How many contacts were deleted.
    """
    number, _by_model = old_contacts(at=at).delete()
    _forget_guests(at)
    if number:
        record_event(
            action="run.contacts_deleted", object_type="run", object_key="", at=at,
            data={"contacts": number},
        )  # fmt: skip
    return number


def _forget_guests(at: datetime) -> None:
    keys = list(old_guests(at=at).values_list("pk", flat=True))
    Certificate.objects.filter(enrolment__user__in=keys).update(reason="")
    delete_enrolments(users=keys, at=at)  # the counter of a run equals them also when it is over
    User.objects.filter(pk__in=keys).delete()


def _fault(entry: Entry) -> str:
    wrong = {
        _("Hier fehlt der Name."): not entry.name,
        _("An erster Stelle steht der Name, erst dann die E-Mail-Adresse."): "@" in entry.name,
        _("Hier stehen unlesbare Zeichen."): not _parts(entry).isprintable(),
        _("Das ist zu lang."): len(entry.name) > NAME_LENGTH or len(entry.phone) > PHONE_LENGTH,
        _("An zweiter Stelle steht die E-Mail-Adresse; diese ist keine."): not _is_address(
            entry.email
        ),
        _("An dritter Stelle steht eine Telefonnummer."): not _is_number(entry.phone),
    }
    return next((message for message, is_so in wrong.items() if is_so), "")


def _parts(entry: Entry) -> str:
    return entry.name + entry.email + entry.phone


def _is_number(text: str) -> bool:
    return not text or any(sign.isdigit() for sign in text)


def _is_address(text: str) -> bool:
    if not text:
        return True
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= EMAIL_LENGTH
