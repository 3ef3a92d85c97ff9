"""A small living site for tests that cross module borders: built through the actions."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from courses.actions.course import store_course
from courses.actions.draft import (
    CourseDraft,
    CourseTextDraft,
    LessonDraft,
    LessonTextDraft,
    QuizDraft,
    QuizPartDraft,
)
from courses.models import Course, QuestionVersion
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.actions.partner import create_partner
from network.enums import PartnerKind
from network.models import Partner
from tests.factories.courses import QuestionVersionFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECRET = "Sentinel-7f3a"  # stands in every solution, feedback and tolerance

QUESTIONS = {
    "single": {
        "prompt": "Welches Passwort ist am stärksten?",
        "points": 1,
        "choices": [
            {"id": "a", "text": "1234", "is_correct": False, "feedback": f"{SECRET} zu kurz"},
            {"id": "b", "text": "Vier lange Wörter", "is_correct": True, "feedback": SECRET},
        ],
        "feedback": f"{SECRET} Länge schützt.",
    },
    "multiple": {
        "prompt": "Was gehört zu einem sicheren Konto?",
        "points": 2,
        "choices": [
            {"id": "a", "text": "Zweiter Faktor", "is_correct": True, "feedback": SECRET},
            {"id": "b", "text": "Eigenes Passwort", "is_correct": True, "feedback": SECRET},
            {
                "id": "c",
                "text": "Gleiches Passwort überall",
                "is_correct": False,
                "feedback": SECRET,
            },
        ],
        "feedback": SECRET,
    },
    "true_false": {
        "prompt": "Ein Passwort darf man weitergeben.",
        "points": 1,
        "answer": False,
        "feedback_true": SECRET,
        "feedback_false": SECRET,
        "feedback": SECRET,
    },
    "short_text": {
        "prompt": "Wie heißt das Gerät, das Haus und Internet verbindet?",
        "points": 1,
        "accepted": [f"{SECRET}", "Router"],
        "is_case_sensitive": False,
        "feedback": SECRET,
    },
    "numeric": {
        "prompt": "Wie viele Zeichen sollte ein Passwort mindestens haben?",
        "points": 1,
        "value": "12.7391",
        "tolerance": "1.9371",
        "unit": "",
        "feedback": SECRET,
    },
    "matching": {
        "prompt": "Was gehört zusammen?",
        "points": 2,
        "pairs": [["Zweiter Faktor", "Code vom Telefon"], ["Passwort", "Etwas, das man weiß"]],
        "distractors": ["Etwas, das man hört"],
        "feedback": SECRET,
    },
    "ordering": {
        "prompt": "In welcher Reihenfolge melden Sie sich an?",
        "points": 3,
        "items": ["Seite öffnen", "Passwort eingeben", "Code eingeben"],
        "feedback": SECRET,
    },
    "cloze": {
        "prompt": "Ergänzen Sie den Text.",
        "points": 2,
        "text": f"Ein Passwort ist [[lang|{SECRET}]] und wird [[=nie|immer|manchmal]] geteilt.",
        "feedback": SECRET,
    },
    "image_choice": {
        "prompt": "Welches Bild zeigt ein Schloss?",
        "points": 1,
        "allows_many": False,
        "choices": [
            {
                "id": "a",
                "text": "Ein geschlossenes Vorhängeschloss",
                "is_correct": True,
                "feedback": SECRET,
                "image": {"name": "images/fragen/abcdefghjk.webp", "width": 320, "height": 240},
            },
            {
                "id": "b",
                "text": "Ein offenes Fenster",
                "is_correct": False,
                "feedback": SECRET,
                "image": {"name": "images/fragen/mnpqrstuvw.webp", "width": 320, "height": 240},
            },
        ],
        "feedback": SECRET,
    },
    "scale": {
        "prompt": "Wie sicher fühlen Sie sich?",
        "low": "noch unsicher",
        "high": "ganz sicher",
        "steps": 5,
        "feedback": SECRET,
    },
}
# Graded by a person, so not in the usual test.
FREE_TEXT = {
    "prompt": "Wie würden Sie es Ihrer Großmutter erklären?",
    "rubric": [{"text": f"{SECRET} verständlich", "points": 3}, {"text": "richtig", "points": 2}],
    "max_chars": 600,
    "sample": f"{SECRET} So etwa.",
    "feedback": SECRET,
}
# What a learner types to be right; option texts for choices.
RIGHT = {
    "single": ["Vier lange Wörter"],
    "multiple": ["Zweiter Faktor", "Eigenes Passwort"],
    "true_false": "false",
    "short_text": "router",
    "numeric": "12,7391",
    "matching": {"Zweiter Faktor": "Code vom Telefon", "Passwort": "Etwas, das man weiß"},
    "ordering": {"Seite öffnen": "1", "Passwort eingeben": "2", "Code eingeben": "3"},
    "cloze": {"Lücke 1": "lang", "Lücke 2": "nie"},
    "image_choice": ["Ein geschlossenes Vorhängeschloss"],
    "scale": "4",
}


CONTENTS = QUESTIONS | {"free_text": FREE_TEXT}


def question(partner: Partner, kind: str) -> QuestionVersion:
    """One question version of the partner."""
    from courses.models import Question, QuestionBank

    bank, _new = QuestionBank.objects.get_or_create(
        partner=partner, is_default=True, defaults={"name": "Fragen"}
    )
    row = Question.objects.create(bank=bank, created_at=NOW)
    return QuestionVersionFactory(question=row, type=kind, content=CONTENTS[kind])


def lesson(position: int, **changes) -> LessonDraft:
    """One lesson with a heading, a paragraph and a list."""
    html = (
        f"<h2>Abschnitt {position}</h2><p>In Cottbus/Chóśebuz lernen wir Schritt {position}.</p>"
        "<ul><li>lesen</li><li>üben</li></ul>"
    )
    text = LessonTextDraft(title=f"Schritt {position}", segments=({"kind": "html", "html": html},))
    draft = LessonDraft(
        source_key=uuid.uuid4(), slug=f"schritt-{position}", texts={"de": text}, minutes=10
    )
    return replace(draft, **changes)


def with_quiz(draft: LessonDraft, versions: list[QuestionVersion], **settings) -> LessonDraft:
    """The lesson with a quiz of the given questions at its end."""
    key = str(uuid.uuid4())
    quiz = QuizDraft(
        source_key=key,
        titles={"de": "Abschlusstest"},
        parts=tuple(QuizPartDraft(version_id=v.pk) for v in versions),
        pass_share=Decimal("0.6"),
        **settings,
    )
    text = draft.texts["de"]
    segments = (*text.segments, {"kind": "quiz", "quiz": key})
    return replace(
        draft, texts={"de": replace(text, segments=segments)}, quizzes=(*draft.quizzes, quiz)
    )


def course_draft(partner: Partner, *, title: str, lessons, **changes) -> CourseDraft:
    """A course of the partner in German."""
    slug = title.lower().replace(" ", "-")
    draft = CourseDraft(
        source_key=uuid.uuid4(),
        partner_id=partner.pk,
        language="de",
        texts={
            "de": CourseTextDraft(
                title=title,
                slug=slug,
                summary=f"{title}: was man wissen sollte.",
                description_html="<p>Für alle, die sicherer werden wollen.</p>",
                goals=("Sie erkennen Gefahren.", "Sie schützen Ihre Konten."),
            )
        },
        lessons=tuple(lessons),
        stage_ids=tuple(EducationStage.objects.filter(code="adult").values_list("pk", flat=True)),
        action_field_ids=tuple(
            ActionField.objects.filter(code="education").values_list("pk", flat=True)
        ),
        target_group_ids=tuple(
            TargetGroup.objects.filter(code="adults").values_list("pk", flat=True)
        ),
        competences=tuple(
            (pk, 2)
            for pk in Competence.objects.filter(
                framework__code="digcomp-3.0", code="4.2"
            ).values_list("pk", flat=True)
        ),
        effort_minutes=90,
    )
    return replace(draft, **changes)


@dataclass(frozen=True)
class World:
    """What the tests need to know."""

    partner: Partner
    other: Partner
    course: Course
    plain: Course


def build(**quiz) -> World:
    """Two partners; a course with all types of questions a server grades, and one without a quiz.

    ``quiz`` are more settings of the test; ``kinds`` names other types for it.
    """
    partner = create_partner(
        name="Bibliothek am Spreeufer", slug="bibliothek", kind=PartnerKind.LIBRARY,
        actor=None, at=NOW,
    )  # fmt: skip
    other = create_partner(
        name="Schule Ströbitz", slug="schule", kind=PartnerKind.PRIMARY_SCHOOL, actor=None, at=NOW
    )
    versions = [question(partner, kind) for kind in quiz.pop("kinds", QUESTIONS)]
    practice = [question(partner, "single")]
    first = with_quiz(lesson(1, is_open=True), practice, is_required=False)
    last = with_quiz(lesson(3), versions, **{"attempts_allowed": 3, **quiz})
    draft = course_draft(partner, title="Sichere Konten", lessons=[first, lesson(2), last])
    plain = course_draft(
        other, title="Roboter im Alltag", lessons=[lesson(1), lesson(2)], requires_quizzes=False
    )
    return World(
        partner=partner,
        other=other,
        course=store_course(draft=draft, at=NOW),
        plain=store_course(draft=plain, at=NOW),
    )
