"""Who may do what for a partner; each answers for the rights held at this moment."""

import re
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from lms.accounts.models import User
from network.enums import Role
from network.models import MeetingKind, MeetingState, Membership, Partner
from network.queries.viewer import Viewer

Person = User | AnonymousUser

_TWO_NAMES = re.compile(r"(?P<first>[^\W\d_]+)[._-](?P<last>[^\W\d_]{2,})")
# Words that name an office or a house; an address with one of them belongs to no single person.
_OFFICE_WORDS = frozenset(
    "abteilung akademie amt anfrage anmeldung ausbildung beratung bewerbung bibliothek "
    "bildung buergerservice buero bureau campus contact digital e-learning elearning event "
    "events gemeinde grundschule gymnasium haus hello hochschule hort info institut jugend "
    "kita klub kontakt kooperation kultur kundenservice kurs kurse leitung lernen mail museum "
    "netzwerk nord oberschule office ost osz post postfach poststelle praxis presse projekt "
    "rathaus redaktion region schule schulleitung sekretariat senioren service stadt studium "
    "sued team university verein verwaltung vhs volkshochschule weiterbildung west werkstatt "
    "zentrale zentrum".split()
)


def has_role(user: Person, partner: Partner, *roles: str) -> bool:
    """The person acts for the partner in one of the roles; any role if none is named."""
    if not user.is_authenticated or not user.is_active:
        return False
    memberships = Membership.objects.filter(user_id=user.pk, partner=partner)
    return memberships.filter(role__in=roles or Role.values).exists()


def can_edit_partner(user: Person, partner: Partner) -> bool:
    """City staff, or whoever writes, reviews or administers for the partner."""
    return is_city_staff(user) or has_role(user, partner, Role.AUTHOR, Role.REVIEWER, Role.ADMIN)


def can_approve_for(user: Person, partner: Partner) -> bool:
    """City staff, or the partner's own reviewers where the city granted it.

    Whether the person made the last change is for the caller to ask: nobody approves that.
    """
    return is_city_staff(user) or (
        partner.may_self_approve and has_role(user, partner, Role.REVIEWER)
    )


def can_manage_members(user: Person, partner: Partner) -> bool:
    """City staff, or the partner's own admins: they may grant any role of their house."""
    return is_city_staff(user) or has_role(user, partner, Role.ADMIN)


def can_take_paper(user: Person, partner: Partner) -> bool:
    """City staff, and the partner's leads and admins: they enter consent forms on paper."""
    return is_city_staff(user) or has_role(user, partner, Role.LEAD, Role.ADMIN)


def can_onboard_partners(user: Person) -> bool:
    """Only city staff take in partners, archive them or let them approve themselves."""
    return is_city_staff(user)


def is_city_staff(user: Person) -> bool:
    """An active member of the city's staff."""
    return isinstance(user, User) and user.is_active and user.is_city_staff


def mailbox_looks_personal(mailbox: str) -> bool:
    """The address reads like first.last@…: better a mailbox of the office, which is public.

    Only a hint: no pattern can know. Callers warn, they do not refuse.
    """
    match = _TWO_NAMES.fullmatch(mailbox.partition("@")[0].casefold())
    return match is not None and not _OFFICE_WORDS & set(match.group("first", "last"))


# --- meetings of those who coordinate

MEETING_STEPS: dict[str, tuple[str, ...]] = {
    MeetingState.PLANNED: (MeetingState.AGENDA_FIXED, MeetingState.CANCELLED),
    MeetingState.AGENDA_FIXED: (
        MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED,
    ),
    MeetingState.INVITED: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (MeetingState.MINUTES_DRAFT,),
    MeetingState.MINUTES_DRAFT: (MeetingState.HELD, MeetingState.MINUTES_FINAL),
    MeetingState.MINUTES_FINAL: (),
    MeetingState.CANCELLED: (),
}  # fmt: skip
DATED = (MeetingState.PLANNED, MeetingState.AGENDA_FIXED, MeetingState.INVITED)
WRITTEN = (MeetingState.HELD, MeetingState.MINUTES_DRAFT)  # minutes may be taken


def may_meet_about(viewer: Viewer, kind: str, fields: Iterable[str]) -> bool:
    """City staff prepare any meeting; coordinators the quarterly one and those of their fields."""
    if kind == MeetingKind.QUARTERLY:
        return viewer.steers
    return viewer.is_staff or bool(viewer.fields.intersection(fields))
