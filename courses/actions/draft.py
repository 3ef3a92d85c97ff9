"""What publishing hands to the learning model: a whole course as frozen values, no rows.

Built by ``cms.publishing`` from pages, stored by ``courses.actions.course.store_course``.
Identity is the page's ``translation_key``; texts come per locale.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class FileDraft:
    """A file, sound or film of a lesson, by its name in the default storage."""

    source_key: str
    storage_name: str
    title: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True)
class QuizPartDraft:
    """One fixed question version, or a draw of ``draw_count`` out of ``pool`` (version ids).

    ``locale`` says for whom: parts of one language together are the test in that language.
    """

    version_id: int | None = None
    pool: tuple[int, ...] = ()
    draw_count: int = 0
    locale: str = ""


@dataclass(frozen=True)
class QuizDraft:
    """A quiz block: settings and parts, those of the course's first language first.

    ``attempts_allowed`` 0 means any number, ``time_limit_minutes`` 0 any time.
    """

    source_key: str
    titles: dict[str, str]
    parts: tuple[QuizPartDraft, ...]
    attempts_allowed: int = 0
    pass_share: Decimal = Decimal("0.6")
    is_required: bool = True
    shuffles: bool = False
    time_limit_minutes: int = 0
    cool_down_minutes: int = 0
    feedback_timing: str = "submission"
    feedback_at: datetime | None = None  # for ``close``


@dataclass(frozen=True)
class LessonTextDraft:
    """A lesson in one language; ``segments`` as in ``LessonContent``."""

    title: str
    segments: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class LessonDraft:
    """One lesson in teaching order; ``section`` is an index into ``CourseDraft.sections``."""

    source_key: UUID
    slug: str
    texts: dict[str, LessonTextDraft]
    section: int | None = None
    minutes: int = 0
    is_required: bool = True
    is_open: bool = False
    quizzes: tuple[QuizDraft, ...] = ()
    files: tuple[FileDraft, ...] = ()


@dataclass(frozen=True)
class CourseTextDraft:
    """A course in one language."""

    title: str
    slug: str
    summary: str = ""
    description_html: str = ""
    goals: tuple[str, ...] = ()
    prerequisites: str = ""
    accessibility_notes: str = ""
    image_alt: str = ""


@dataclass(frozen=True)
class ImageDraft:
    """A ready-made rendition."""

    url: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class CourseDraft:
    """A whole course. Ids are primary keys of taxonomy and partner rows."""

    source_key: UUID
    partner_id: int
    language: str
    texts: dict[str, CourseTextDraft]
    lessons: tuple[LessonDraft, ...]
    sections: tuple[dict[str, str], ...] = ()  # locale → title
    co_partner_ids: tuple[int, ...] = ()
    stage_ids: tuple[int, ...] = ()
    action_field_ids: tuple[int, ...] = ()
    target_group_ids: tuple[int, ...] = ()
    subject_ids: tuple[int, ...] = ()
    accessibility_ids: tuple[int, ...] = ()
    competences: tuple[tuple[int, int], ...] = ()  # (competence id, level 0..8)
    minimum_age: int = 0  # 0, 14, 16 or 18
    required_course_ids: tuple[int, ...] = ()  # primary keys of other courses
    required_competences: tuple[tuple[int, int], ...] = ()  # (competence id, level 0..8)
    level: str = "beginner"
    effort_minutes: int = 0
    licence: str = "CC-BY-SA-4.0"
    origins: tuple[dict[str, str], ...] = ()  # as in ``Course.origins``
    image: ImageDraft = field(default_factory=ImageDraft)
    required_share: Decimal = Decimal(1)
    requires_quizzes: bool = True
    certificate_months: int = 0  # so long a certificate holds; 0: for ever
    # Who has begun before the rule changes keeps the old one.
    keeps_rule: bool = False
