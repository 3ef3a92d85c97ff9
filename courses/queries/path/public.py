"""Learning paths as everybody sees them; read once after each change of the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.urls import reverse

from courses.enums import PathState
from courses.models import LearningPath, PathStep
from courses.queries.cards import CourseCard, course_cards, published_texts
from lms.common.text import STOP_WORDS, fold, forms, spellings, terms
from network.models import Partner

LEAST = 2  # steps on offer: fewer are no path, and it rests
MIN_PREFIX = 3  # letters


@dataclass(frozen=True)
class ShownStep:
    """One step; without a ``card`` it is not offered at present, and nothing is said of it."""

    number: int
    course: int  # primary key, to find a learner's own
    card: CourseCard | None
    partner: Partner | None  # who leads the course
    reason: str
    reason_lang: str
    transition: str  # "" where the step before is not offered
    transition_lang: str
    passage: tuple[str, str] | None  # titles of two stages, where the stage changes here


@dataclass(frozen=True)
class ShownPath:
    """A path in one language; as long as the catalogue's stamp stays the same, so does it."""

    key: str
    slug: str
    title: str
    summary: str
    lang: str
    partner: Partner | None  # who made it; None: the city
    is_ordered: bool
    published_at: datetime | None
    changed_at: datetime
    steps: tuple[ShownStep, ...]
    words: frozenset[str]  # terms of its texts in all languages

    @property
    def url(self) -> str:
        """Its address in the active language."""
        return reverse("courses:path", kwargs={"key": self.key, "slug": self.slug})

    @property
    def offered(self) -> list[ShownStep]:
        """The steps one can take at present."""
        return [step for step in self.steps if step.card]

    @property
    def effort_minutes(self) -> int:
        """The time all offered courses take together."""
        return sum(step.card.effort_minutes for step in self.steps if step.card)

    @property
    def partner_names(self) -> list[str]:
        """Who teaches, in the order of the steps, each once."""
        return list(dict.fromkeys(step.partner.name for step in self.steps if step.partner))

    @property
    def stages(self) -> list[str]:
        """The stages it leads through, in the order of the steps, each once."""
        found = (title for step in self.steps if step.card for title in step.card.stages)
        return list(dict.fromkeys(found))


def stands(path: LearningPath, partner: int, agrees: bool | None) -> bool:
    """Tell whether the courses of a house may be shown in a path.

    Other houses must have agreed to a partner's path. The city's path they may object to.
    """
    if path.partner_id is None:
        return agrees is not False
    return partner == path.partner_id or agrees is True


def chosen_words(words: Mapping[str, str], language: str, first: str) -> tuple[str, str]:
    """One text out of several languages, and which language it is in."""
    shown = language if words.get(language) else first
    return words.get(shown, ""), shown


def published_paths(stamp: str, language: str) -> tuple[ShownPath, ...]:
    """All paths on offer, the newest first.

    Costs six queries after a change of the catalogue (one where there is no path), none while
    this process remembers. ``language`` is the active one, because titles of stages follow it.
    """
    return _remembered(stamp, language)


@lru_cache(maxsize=6)
def _remembered(stamp: str, language: str) -> tuple[ShownPath, ...]:
    rows = LearningPath.objects.filter(state=PathState.PUBLISHED)
    found = read_paths(rows, stamp=stamp, language=language)
    return tuple(path for path in found if len(path.offered) >= LEAST)


def find_path(key: str, *, stamp: str, language: str) -> ShownPath | None:
    """A path on offer by its key."""
    return next((path for path in published_paths(stamp, language) if path.key == key), None)


def paths_with(course: int, *, stamp: str, language: str) -> list[ShownPath]:
    """The paths in which a course (its primary key) is a step on offer."""
    return [
        path
        for path in published_paths(stamp, language)
        if any(step.course == course for step in path.offered)
    ]


def matching_paths(paths: Iterable[ShownPath], text: str) -> list[ShownPath]:
    """Keep the paths in whose title or summary every searched word, or a form of it, occurs."""
    typed = [fold(word) for word in spellings(text)]
    wanted = [word for word in typed if word not in STOP_WORDS]
    return [path for path in paths if wanted and all(_occurs(word, path) for word in wanted)]


def _occurs(word: str, path: ShownPath) -> bool:
    is_long = len(word) >= MIN_PREFIX
    return bool(path.words & set(forms(word))) or (
        is_long and any(term.startswith(word) for term in path.words)
    )


def read_paths(
    rows: QuerySet[LearningPath], *, stamp: str, language: str, is_preview: bool = False
) -> list[ShownPath]:
    """Read paths of any state (six queries).

    ``is_preview``: show steps of houses that have not answered yet, as their page will be.
    """
    paths = list(rows.select_related("partner").prefetch_related("texts", "steps", "agreements"))
    if not paths:
        return []
    wanted = {step.course_id for path in paths for step in path.steps.all()}
    texts = list(published_texts(language).filter(course__in=wanted))
    cards = course_cards(texts, stamp)
    courses = {
        text.course_id: (card, text.course.partner) for text, card in zip(texts, cards, strict=True)
    }
    return [_shown(path, courses, language, is_preview=is_preview) for path in paths]


def _shown(
    path: LearningPath,
    courses: Mapping[int, tuple[CourseCard, Partner]],
    language: str,
    *,
    is_preview: bool,
) -> ShownPath:
    texts = {text.locale: text for text in path.texts.all()}
    text = texts.get(language) or texts[path.language]
    answers = {row.partner_id: row.agrees for row in path.agreements.all()}
    steps: list[ShownStep] = []
    for number, row in enumerate(path.steps.all(), start=1):
        card, partner = courses.get(row.course_id, (None, None))
        if partner and not is_preview and not stands(path, partner.pk, answers.get(partner.pk)):
            card, partner = None, None
        before = steps[-1].card if steps else None
        steps.append(_step(row, number, path, language, course=(card, partner), before=before))
    return ShownPath(
        key=path.key,
        slug=text.slug,
        title=text.title,
        summary=text.summary,
        lang=text.locale,
        partner=path.partner,
        is_ordered=path.is_ordered,
        published_at=path.published_at,
        changed_at=path.changed_at,
        steps=tuple(steps),
        words=frozenset(
            term
            for row in texts.values()
            for term in terms(f"{row.title} {row.summary}", row.locale)
        ),
    )


def _step(
    row: PathStep,
    number: int,
    path: LearningPath,
    language: str,
    *,
    course: tuple[CourseCard | None, Partner | None],
    before: CourseCard | None,
) -> ShownStep:
    card, partner = course
    reason, reason_lang = chosen_words(row.reasons, language, path.language)
    follows = path.is_ordered and card is not None and before is not None
    transition, lang = chosen_words(row.transitions, language, path.language)
    return ShownStep(
        number=number,
        course=row.course_id,
        card=card,
        partner=partner,
        reason=reason if card else "",
        reason_lang=reason_lang,
        transition=transition if follows else "",
        transition_lang=lang,
        passage=_passage(before, card) if follows else None,
    )


def _passage(before: CourseCard | None, after: CourseCard | None) -> tuple[str, str] | None:
    """From which stage to which one passes, where two courses have none in common."""
    if not before or not after or not before.stages or not after.stages:
        return None
    if set(before.stages) & set(after.stages):
        return None
    return before.stages[-1], after.stages[0]
