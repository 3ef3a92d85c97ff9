"""Makes course drafts, as publishing compiles them from pages."""

import uuid
from dataclasses import replace

from courses.actions.draft import (
    CourseDraft,
    CourseTextDraft,
    FileDraft,
    LessonDraft,
    LessonTextDraft,
    QuizDraft,
    QuizPartDraft,
)
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    EducationStage,
    Framework,
    TargetGroup,
)
from tests.factories.courses import QuestionVersionFactory
from tests.factories.network import PartnerFactory


def lesson_draft(number=1, *, html="<p>Inhalt der Lektion</p>", **values):
    """A German lesson with one paragraph."""
    text = LessonTextDraft(f"Lektion {number}", ({"kind": "html", "html": html},))
    defaults = {"source_key": uuid.uuid4(), "slug": f"lektion-{number}", "texts": {"de": text}}
    return LessonDraft(**{**defaults, "minutes": 10, **values})


def quiz_draft(**values):
    """A quiz with one fixed question."""
    parts = (QuizPartDraft(version_id=QuestionVersionFactory().pk),)
    defaults = {"source_key": str(uuid.uuid4()), "titles": {"de": "Test"}, "parts": parts}
    return QuizDraft(**{**defaults, **values})


def file_draft(**values):
    """A film."""
    defaults = {"source_key": "film", "storage_name": "documents/film.mp4", "title": "Film"}
    return FileDraft(**{**defaults, "media_type": "video/mp4", "size_bytes": 1000, **values})


def course_draft(*, title="Sicher im Netz", partner=None, text=None, **values):
    """A German course of two lessons without quiz; ``text`` overrides parts of its text."""
    words = {"title": title, "slug": "sicher-im-netz", "summary": "Passwörter und mehr."}
    defaults = {
        "source_key": uuid.uuid4(),
        "partner_id": (partner or PartnerFactory()).pk,
        "language": "de",
        "texts": {"de": CourseTextDraft(**{**words, **(text or {})})},
        "lessons": (lesson_draft(1), lesson_draft(2)),
        "effort_minutes": 120,
    }
    return CourseDraft(**{**defaults, **values})


def changed(draft, **values):
    """The same course with something changed."""
    return replace(draft, **values)


def term(model, code, title, **values):
    """A vocabulary entry, made unless it is there; returns its pk."""
    defaults = {"title_de": title, "title_en": f"English {code}", **values}
    return model.objects.update_or_create(code=code, defaults=defaults)[0].pk


def stage(code="primary", title="Grundschule"):
    return term(EducationStage, code, title)


def action_field(code="energy", title="Energie und Umwelt", **values):
    return term(ActionField, code, title, **values)


def target_group(code="teachers", title="Lehrkräfte"):
    return term(TargetGroup, code, title)


def accessibility(code="captions", title="Untertitel"):
    return term(AccessibilityFeature, code, title)


def competence(code="9.1", title="Daten bewerten", area="9", area_title="Daten und Informationen"):
    """A competence in an area of a framework made for tests; returns the competence's pk."""
    framework, _new = Framework.objects.get_or_create(
        code="rahmen-1", defaults={"name": "Rahmen", "version": "1"}
    )
    parent, _new = Competence.objects.get_or_create(
        framework=framework, code=area, defaults={"title_de": area_title, "title_en": "Data"}
    )
    values = {"title_de": title, "title_en": "Evaluating data", "parent": parent}
    return Competence.objects.get_or_create(framework=framework, code=code, defaults=values)[0].pk
