"""The log of breaches: written by who runs the platform, with the clock of 72 hours (Art. 33)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import Incident, User
from lms.common.errors import DomainError, NotAllowedError
from lms.records.actions import record_event


class IncidentFactsError(DomainError):
    """What is said of an incident contradicts itself; ``field`` is where."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class IncidentFacts:
    """What is known of an incident by now."""

    noticed_at: datetime
    what: str
    affected: int | None = None
    decided: str = ""
    reported_at: datetime | None = None
    unreported_reason: str = ""

    @property
    def is_settled(self) -> bool:
        """The authority knows, or it was decided with a reason that it need not."""
        return self.reported_at is not None or bool(self.unreported_reason)


@transaction.atomic
def open_incident(*, facts: IncidentFacts, actor: User, at: datetime) -> Incident:
    """Write a new incident down; its 72 hours began when it was noticed.

    Raises:
        NotAllowedError: The person does not run the platform.
        IncidentFactsError: See ``change_incident``.
    """
    _check(facts, actor, at)
    incident = Incident.objects.create(
        **asdict(facts),
        recorded_at=at,
        recorded_by_key=actor.key,
        settled_at=at if facts.is_settled else None,
    )
    _record("incident.open", incident, actor, at)
    return incident


@transaction.atomic
def change_incident(*, incident: Incident, facts: IncidentFacts, actor: User, at: datetime) -> None:
    """Write down what is known by now; the audit log keeps which parts changed.

    Raises:
        NotAllowedError: The person does not run the platform.
        IncidentFactsError: A time lies ahead, the report before the notice, or there are both a
            report and a reason against one.
    """
    _check(facts, actor, at)
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    given = asdict(facts)
    changed = sorted(name for name, value in given.items() if getattr(locked, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(locked, name, given[name])
    locked.settled_at = (locked.settled_at or at) if facts.is_settled else None
    locked.save()
    _record("incident.change", locked, actor, at, changed=changed)


def _check(facts: IncidentFacts, actor: User, at: datetime) -> None:
    if not actor.is_platform_admin:
        raise NotAllowedError(_("Vorfälle trägt der Plattformbetrieb ein."))
    if facts.noticed_at > at:
        raise IncidentFactsError(_("Dieser Zeitpunkt liegt in der Zukunft."), "noticed_at")
    if facts.reported_at is None:
        return
    if facts.unreported_reason:
        message = _("Entweder wurde gemeldet, oder es gibt einen Grund dagegen.")
        raise IncidentFactsError(message, "unreported_reason")
    if not facts.noticed_at <= facts.reported_at <= at:
        message = _("Die Meldung liegt zwischen dem Bemerken und jetzt.")
        raise IncidentFactsError(message, "reported_at")


def _record(action: str, incident: Incident, actor: User, at: datetime, **data: list[str]) -> None:
    record_event(
        action=action,
        object_type="incident",
        object_key=incident.number,
        actor_key=actor.key,
        data={**data},
        at=at,
    )
