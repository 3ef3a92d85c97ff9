"""Who looks after a class: co-leads, and handing it over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.school_class.founding import record_class
from courses.enums import LeadRole
from courses.models import ClassLead, SchoolClass
from courses.queries.school_class import can_hand_over, possible_leads
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError


class NotOfTheHouseError(DomainError):
    """The person may not lead classes of this house."""


@transaction.atomic
def add_co_lead(*, school_class: SchoolClass, person: User, actor: User, at: datetime) -> None:
    """Let another lead of the house look after the class, too; safe to repeat.

    Raises:
        NotOfTheHouseError: The person does not lead classes in this house.
    """
    _check(school_class, person)
    ClassLead.objects.get_or_create(
        school_class=school_class, user=person, defaults={"role": LeadRole.CO_LEAD}
    )
    data: dict[str, object] = {"joined": person.key}
    record_class("class.leads", school_class, actor=actor, at=at, data=data)


@transaction.atomic
def remove_co_lead(*, school_class: SchoolClass, person: User, actor: User, at: datetime) -> None:
    """End it; the one who answers for the class hands it over instead.

    Raises:
        ConflictError: That is who answers for the class.
    """
    found = school_class.leads.filter(user=person).first()
    if found is None:
        return
    if found.role == LeadRole.LEAD:
        raise ConflictError(_("Wer die Klasse leitet, kann sie nur übergeben."))
    found.delete()
    record_class("class.leads", school_class, actor=actor, at=at, data={"left": person.key})


@transaction.atomic
def hand_over(*, school_class: SchoolClass, person: User, actor: User, at: datetime) -> None:
    """Let another lead of the house answer for the class; the one before is out of it.

    Raises:
        NotAllowedError: The actor only helps: who answers for the class or the house decides.
        NotOfTheHouseError: The person does not lead classes in this house.
    """
    _check(school_class, person)
    before = school_class.leads.select_for_update().filter(role=LeadRole.LEAD).first()
    if before is not None and before.user_id == person.pk:
        return
    if not can_hand_over(school_class, actor):
        raise NotAllowedError(_("Die Klasse übergibt, wer sie leitet, oder Ihre Verwaltung."))
    if before is not None:
        before.delete()
    ClassLead.objects.update_or_create(
        school_class=school_class, user=person, defaults={"role": LeadRole.LEAD}
    )
    data: dict[str, object] = {"joined": person.key, "left": before.user.key if before else ""}
    record_class("class.hand-over", school_class, actor=actor, at=at, data=data)


def _check(school_class: SchoolClass, person: User) -> None:
    if not possible_leads(school_class).filter(pk=person.pk).exists():
        raise NotOfTheHouseError(_("Bitte wählen Sie jemanden aus Ihrem Haus."))
