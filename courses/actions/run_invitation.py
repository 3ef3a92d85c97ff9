"""A team invites somebody into its run by an address, without learning whose account it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _, override

from courses.actions.enrolment import enrol
from courses.actions.seat.entrance import check_brought
from courses.actions.seat.errors import EntranceError
from courses.actions.seat.notices import in_words
from courses.enums import Origin, RunKind
from courses.models import CourseRun, Enrolment
from courses.queries.team import run_titles
from lms.accounts.mails import absolute, language_of, send
from lms.accounts.models import User
from lms.accounts.queries import confirmed_addresses, person_with_email
from lms.common.errors import ConflictError
from lms.records.actions import record_event

SALT = "courses.run-invitation"
LIFE = timedelta(days=14)


@dataclass(frozen=True)
class Invitation:
    """What a link stands for: a run, and the address it was sent to, as a keyed hash."""

    run: CourseRun
    address_hash: str


@transaction.atomic
def invite_to_run(*, run: CourseRun, email: str, actor: User, at: datetime) -> None:
    """Mail somebody a way into a run that the team opens, whatever its entrance.

    Whether the address belongs to an account is told to nobody: the same happens either way, and
    the run keeps nothing of it. Once a day for an address.

    Raises:
        ConflictError: The run has no dates, or is one of a class.
        ClosedRunError: The course is not published, or the run is over or cancelled.
    """
    if run.kind != RunKind.DATED:
        raise ConflictError(_("Das geht nur bei einem Termin, der stattfindet."))
    check_brought(run=run, at=at)
    email = email.strip().lower()
    _send(run, email, at)
    record_event(
        action="run.invite",
        object_type="run",
        object_key=run.key,
        actor_key=actor.key,
        partner_key=run.course.partner.key,
        at=at,
    )


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """What a link stands for; None where it is forged or older than two weeks."""
    try:
        key, address_hash, sent_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    if at - datetime.fromisoformat(sent_at) > LIFE:
        return None
    run = CourseRun.objects.select_related("course__partner", "place").filter(key=key).first()
    return Invitation(run, address_hash) if run else None


def is_meant(invitation: Invitation, user: User) -> bool:
    """The mail went to an address this account has confirmed."""
    hashes = [_hashed(address) for address in confirmed_addresses(user)]
    return any(constant_time_compare(one, invitation.address_hash) for one in hashes)


def accept_invitation(
    *, invitation: Invitation, user: User, contact_name: str, at: datetime
) -> Enrolment:
    """Come into the run as somebody the team brings; safe to run twice.

    Raises:
        EntranceError: The invitation went to another address.
        ClosedRunError: The run is over or cancelled meanwhile.
        FullRunError: No seat is free.
    """
    if not is_meant(invitation, user):
        raise EntranceError(not_meant())
    return enrol(
        user=user, run=invitation.run, at=at, origin=Origin.TEAM, contact_name=contact_name
    )


def not_meant() -> str:
    """What somebody else reads who has the link."""
    return _(
        "Diese Einladung ging an eine E-Mail-Adresse, die zu Ihrem Konto nicht gehört. Melden Sie "
        "sich mit dem Konto an, zu dem sie gehört, oder ändern Sie die Adresse in Ihrem Konto."
    )


def _hashed(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()


def _send(run: CourseRun, email: str, at: datetime) -> None:
    token = signing.dumps([run.key, _hashed(email), at.isoformat()], salt=SALT)
    language = language_of(person_with_email(email))
    with override(language):
        link = absolute(reverse("courses:run-offer", args=[token]))
        begins, ends = in_words(run.starts_at, run), in_words(run.ends_at, run)
        title = run_titles([run], language)[run.course_id]
    send(
        "email/run_invited",
        recipient=email,
        context={
            "title": title, "house": run.course.partner.name, "run": run, "begins": begins,
            "ends": ends, "link": link, "days": LIFE.days,
        },
        language=language,
        key=f"run-invited:{run.key}:{_hashed(email)[:20]}:{at.date().isoformat()}",
        at=at,
    )  # fmt: skip
