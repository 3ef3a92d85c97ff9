"""Reads about consent: the texts in force, what was decided, whom it takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from lms.accounts.consent.rules import (
    GRACE,
    GUARDED,
    MINOR,
    OFFERED,
    Standing,
    Voice,
    awaits_new_text,
    band_due_at,
)
from lms.accounts.enums import AccountKind, Decision, Party, Purpose
from lms.accounts.models import ConsentEvent, ConsentText, Guardian, GuardianCode, PaperForm, User
from lms.accounts.queries import may_take_back
from lms.accounts.signals import ProgressLine, progress_asked


@dataclass(frozen=True)
class Wording:
    """A text as it is shown, in the language of the page or else in German."""

    purpose: str
    version: int
    title: str
    paragraphs: list[str]
    lang: str  # "" where it is the page's own


@dataclass(frozen=True)
class OpenQuestions:
    """What is asked about an account that still goes on; it stops on that day without an answer."""

    age_until: datetime | None
    text_until: datetime | None
    asks_guardians: bool  # the person alone cannot agree to the text


def current_text(purpose: str) -> ConsentText:
    """The newest version; one query."""
    return ConsentText.objects.filter(purpose=purpose).order_by("-version")[:1].get()


def wording(purpose: str) -> Wording:
    """The text in force, to be shown."""
    return worded(current_text(purpose))


def worded(text: ConsentText) -> Wording:
    """One version, to be shown."""
    language = get_language() or "de"
    locale = language if language in text.texts else "de"
    words = text.texts[locale]
    return Wording(
        purpose=text.purpose,
        version=text.version,
        title=words["title"],
        paragraphs=[part for part in words["text"].split("\n") if part.strip()],
        lang="" if locale == language else locale,
    )


def standing_of(user: User) -> Standing:
    """What counts for an account; three queries."""
    text = current_text(Purpose.ACCOUNT)
    voices = newest_voices(user, Purpose.ACCOUNT)
    return _standing(user, text, voices, deciding_guardians(user))


def standings_of(users: QuerySet[User]) -> list[Standing]:
    """The same for many accounts; four queries, however many there are."""
    text = current_text(Purpose.ACCOUNT)
    voices: dict[str, dict[str, Voice]] = defaultdict(dict)
    events = ConsentEvent.objects.filter(purpose=Purpose.ACCOUNT)
    for event in events.filter(person_key__in=users.values("key")).order_by("pk"):
        voices[event.person_key] |= _voice(event)
    guardians: dict[int, list[Guardian]] = defaultdict(list)
    for guardian in _deciding().filter(child__in=users):
        guardians[guardian.child_id].append(guardian)
    return [_standing(user, text, voices[user.key], guardians[user.pk]) for user in users]


def _standing(
    user: User, text: ConsentText, voices: Mapping[str, Voice], guardians: Iterable[Guardian]
) -> Standing:
    return Standing(
        band=user.age_band,
        band_asked_at=user.age_band_asked_at,
        person=voices.get(""),
        guardians=tuple(voices.get(row.key) for row in guardians),
        version=text.version,
        published_at=text.published_at,
        needs_all=settings.CONSENT_ALL_GUARDIANS,
    )


def open_questions(user: User, at: datetime) -> OpenQuestions | None:
    """The yearly question, and a text that changed; three queries for a minor, else none.

    Shown to the person, because neither they nor their guardians need to have an address.
    """
    if user.age_band not in MINOR or user.pause_reason:
        return None
    due = band_due_at(user.age_band, user.age_band_asked_at)
    standing = standing_of(user)
    found = OpenQuestions(
        age_until=due + GRACE if due and at >= due else None,
        text_until=standing.published_at + GRACE if awaits_new_text(standing) else None,
        asks_guardians=user.age_band in GUARDED,
    )
    return found if found.age_until or found.text_until else None


def newest_voices(user: User, purpose: str) -> dict[str, Voice]:
    """The newest decision by party: "" for the person, else the guardian's key; one query."""
    events = ConsentEvent.objects.filter(person_key=user.key, purpose=purpose).order_by("pk")
    found: dict[str, Voice] = {}
    for event in events:
        found |= _voice(event)
    return found


def _voice(event: ConsentEvent) -> dict[str, Voice]:
    party = event.guardian_key if event.party == Party.GUARDIAN else ""
    return {party: Voice(decision=event.decision, version=event.version)}


def deciding_guardians(user: User) -> list[Guardian]:
    """Who decides for a child.

    Where all must agree, an invited guardian who has not answered yet is one of them.
    """
    return list(_deciding().filter(child=user))


def _deciding() -> QuerySet[Guardian]:
    rows = Guardian.objects.filter(is_by_class=False, ended_at=None)
    if not settings.CONSENT_ALL_GUARDIANS:
        rows = rows.filter(confirmed_at__isnull=False)
    return rows


def own_guardians(user: User) -> QuerySet[Guardian]:
    """Everybody who may look at or decide for this person."""
    return Guardian.objects.filter(child=user, ended_at=None)


def has_consent(user: User, purpose: str) -> bool:
    """Whether somebody agrees to something optional, as its text is now.

    Never for a purpose that is not offered at that age. Two queries.
    """
    return user.key in consenting([user], purpose)


def consenting(people: Iterable[User], purpose: str) -> set[str]:
    """The keys of those who agree to something optional, as its text is now; two queries."""
    bands = OFFERED.get(Purpose(purpose), set())
    asked = {
        user.key for user in people if user.kind == AccountKind.PERSONAL and user.age_band in bands
    }
    if not asked:
        return set()
    events = ConsentEvent.objects.filter(
        person_key__in=asked, purpose=purpose, party=Party.PERSON
    ).order_by("pk")
    newest = {
        key: (decision, version)
        for key, decision, version in events.values_list("person_key", "decision", "version")
    }
    agreed = (Decision.GIVEN, current_text(purpose).version)
    return {key for key, voice in newest.items() if voice == agreed}


def history(user: User) -> QuerySet[ConsentEvent]:
    """What was decided about a person, newest first; without content."""
    return ConsentEvent.objects.filter(person_key=user.key).order_by("-pk")


def guardian_with_code(code_hash: str, at: datetime) -> Guardian | None:
    """The guardian an unused code leads to, without using it up."""
    code = (
        GuardianCode.objects.filter(
            code_hash=code_hash, used_at=None, expires_at__gt=at, guardian__ended_at=None
        )
        .select_related("guardian__child")
        .first()
    )
    return code.guardian if code else None


def guardian_with_key(key: str) -> Guardian | None:
    """A guardian whose access has not ended, with the child."""
    rows = Guardian.objects.filter(key=key, ended_at=None, child__is_active=True)
    return rows.select_related("child").first()


def open_forms(user: User, at: datetime) -> QuerySet[PaperForm]:
    """Paper forms that may still be handed in."""
    return PaperForm.objects.filter(guardian__child=user, entered_at=None, expires_at__gt=at)


def is_overtaken(form: PaperForm) -> bool:
    """Since the form was printed, its guardian has decided otherwise, or another has said no."""
    guardian = form.guardian
    later = ConsentEvent.objects.filter(
        person_key=guardian.child.key,
        party=Party.GUARDIAN,
        purpose=form.purpose,
        at__gt=form.created_at,
    )
    return later.filter(Q(guardian_key=guardian.key) | ~Q(decision=Decision.GIVEN)).exists()


def is_pending(user: User) -> bool:
    """The account has waited since it was made: nothing but the pending record exists."""
    return bool(user.pause_reason) and user.paused_at == user.date_joined


def decides(guardian: Guardian) -> bool:
    """Whether this guardian's consent still counts: not for a class, not from 16 on."""
    return not guardian.is_by_class and guardian.child.age_band in GUARDED


def may_act(guardian: Guardian) -> bool:
    """Whether this guardian may have the data copied or deleted: no longer from 16 on."""
    return guardian.is_by_class or decides(guardian)


def may_keep(guardian: Guardian) -> bool:
    """Whether this guardian may take a deletion back: one they asked for themselves."""
    return may_act(guardian) and may_take_back(guardian.child, guardian.key)


def progress_of(user: User, language: str) -> list[ProgressLine]:
    """How far somebody is in each course, told by the apps above; no answers."""
    answers = progress_asked.send(sender=User, user=user, language=language)
    lists: list[Any] = [lines for _receiver, lines in answers]
    return [line for lines in lists for line in lines]
