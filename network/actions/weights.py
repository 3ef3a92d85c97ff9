"""Releasing weights: proposed by one person or by decisions, released by another, taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from network.enums import WeightState
from network.matching.weights import Weights
from network.models import WeightSet
from network.queries.weights import content_of
from network.rules import is_city_staff


class WorseWeightsError(ConflictError):
    """The proposed weights do not do better than those in use."""


@transaction.atomic
def ensure_shipped_weights(*, at: datetime) -> None:
    """Keep the weights the product comes with: in use where none are, else as a proposal."""
    shipped = Weights()
    if WeightSet.objects.filter(version=shipped.version).exists():
        return
    is_first = not WeightSet.objects.filter(state=WeightState.ACTIVE).exists()
    WeightSet.objects.create(
        version=shipped.version,
        content=content_of(shipped),
        state=WeightState.ACTIVE if is_first else WeightState.CHALLENGER,
        created_at=at,
        activated_at=at if is_first else None,
    )


@transaction.atomic
def propose_weights(
    *, weights: Weights, report: dict[str, object], author: User | None, at: datetime
) -> WeightSet:
    """Keep a challenger with what the comparison said."""
    row = WeightSet.objects.create(
        version=weights.version,
        content=content_of(weights),
        report=report,
        author=author,
        created_at=at,
    )
    _record("weights.propose", row, author, at)
    return row


@transaction.atomic
def activate_weights(*, weights: WeightSet, actor: User, at: datetime) -> None:
    """Put a set into use; the one before is kept, activating it again is the way back.

    Raises:
        NotAllowedError: The actor is no city staff, or proposed the set.
        WorseWeightsError: The comparison says that it does not do better.
        ConflictError: It is in use already.
    """
    if not is_city_staff(actor):
        raise NotAllowedError(_("Gewichte gibt die Stadtverwaltung frei."))
    if weights.author_id == actor.pk:
        raise NotAllowedError(
            _("Sie haben diese Gewichte vorgeschlagen. Freigeben muss sie eine zweite Person.")
        )
    if weights.state == WeightState.ACTIVE:
        raise ConflictError(_("Diese Gewichte sind schon in Gebrauch."))
    if weights.state == WeightState.CHALLENGER and not weights.report.get("is_better", True):
        raise WorseWeightsError(
            _("Der Vergleich zeigt keine Verbesserung: Diese Gewichte werden nicht freigegeben.")
        )
    WeightSet.objects.filter(state=WeightState.ACTIVE).update(state=WeightState.RETIRED)
    WeightSet.objects.filter(pk=weights.pk).update(
        state=WeightState.ACTIVE, activated_by=actor, activated_at=at
    )
    _record("weights.activate", weights, actor, at)


def _record(action: str, row: WeightSet, actor: User | None, at: datetime) -> None:
    record_event(
        action=action,
        object_type="weights",
        object_key=row.version,
        actor_key=actor.key if actor else "",
        at=at,
        data={"is_better": row.report.get("is_better")},
    )
