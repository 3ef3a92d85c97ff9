"""Storing and retiring a compiled course."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from courses.actions.course import IncompleteDraftError, draft_hash, retire_course, store_course
from courses.actions.draft import CourseTextDraft, ImageDraft
from courses.enums import CourseState, RunKind
from courses.models import CatalogueVersion, Course, CourseFacet, CourseTerm
from courses.signals import course_published, course_retired
from tests.factories import drafts
from tests.factories.courses import EnrolmentFactory
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def events():
    """What was sent, as (signal, course key)."""
    sent = []

    def published(sender, course, **kwargs):
        sent.append(("published", course.key))

    def retired(sender, course, **kwargs):
        sent.append(("retired", course.key))

    course_published.connect(published)
    course_retired.connect(retired)
    yield sent
    course_published.disconnect(published)
    course_retired.disconnect(retired)


def full_draft():
    co_partner = PartnerFactory()
    return drafts.course_draft(
        texts={
            "de": CourseTextDraft("Energie", "energie", "Kurz", "<p>Lang</p>", ("Ziel",), "Nichts"),
            "en": CourseTextDraft("Energy", "energy"),
        },
        co_partner_ids=(co_partner.pk, co_partner.pk),
        stage_ids=(drafts.stage(),),
        action_field_ids=(drafts.action_field(),),
        target_group_ids=(drafts.target_group(),),
        accessibility_ids=(drafts.accessibility(),),
        competences=((drafts.competence(), 3),),
        level="advanced",
        licence="CC-BY-4.0",
        image=ImageDraft("/media/images/x.webp", 800, 450),
        required_share=Decimal("0.8"),
        requires_quizzes=False,
    )


def test_a_draft_becomes_a_published_course(events):
    draft = full_draft()
    course = store_course(draft=draft, at=NOW)
    course.refresh_from_db()
    assert (course.state, course.content_version) == (CourseState.PUBLISHED, 1)
    assert (course.published_at, course.changed_at) == (NOW, NOW)
    assert (course.language, course.languages) == ("de", ["de", "en"])
    assert (course.level, course.licence, course.effort_minutes) == ("advanced", "CC-BY-4.0", 120)
    assert (course.image_url, course.image_width, course.image_height) == (
        "/media/images/x.webp",
        800,
        450,
    )
    assert (course.required_share, course.requires_quizzes) == (Decimal("0.80"), False)
    assert [s.code for s in course.stages.all()] == ["primary"]
    assert [(p.partner_id, p.position) for p in course.providers.all()] == [
        (draft.co_partner_ids[0], 0)
    ]
    assert [(c.competence_id, c.level) for c in course.competences.all()] == [
        (draft.competences[0][0], 3)
    ]
    german = course.texts.get(locale="de")
    assert (german.title, german.goals, german.prerequisites) == ("Energie", ["Ziel"], "Nichts")
    assert events == [("published", course.key)]


def test_a_self_paced_run_is_ensured():
    draft = drafts.course_draft()
    course = store_course(draft=draft, at=NOW)
    store_course(draft=replace(draft, level="advanced"), at=LATER)
    assert [run.kind for run in course.runs.all()] == [RunKind.SELF_PACED]


def test_the_same_draft_again_changes_nothing(events):
    draft = full_draft()
    first = store_course(draft=draft, at=NOW)
    stamp = CatalogueVersion.objects.get().stamp
    again = store_course(draft=draft, at=LATER)
    assert again == first
    assert (again.content_version, again.changed_at) == (1, NOW)
    assert CatalogueVersion.objects.get().stamp == stamp
    assert len(events) == 1


def test_a_change_raises_the_version_and_replaces_what_belongs_to_the_course(events):
    draft = full_draft()
    store_course(draft=draft, at=NOW)
    partner = PartnerFactory()
    changed = replace(
        draft,
        partner_id=partner.pk,
        texts={"de": draft.texts["de"]},
        stage_ids=(),
        competences=(),
        co_partner_ids=(partner.pk,),
    )
    course = store_course(draft=changed, at=LATER)
    assert (course.content_version, course.changed_at) == (2, LATER)
    assert course.published_at == NOW
    assert [text.locale for text in course.texts.all()] == ["de"]
    assert course.partner == partner
    assert (course.stages.count(), course.competences.count(), course.providers.count()) == (
        0,
        0,
        0,
    )
    assert len(events) == 2


def test_a_course_without_text_in_its_language_is_refused():
    draft = drafts.course_draft(language="en")
    with pytest.raises(IncompleteDraftError, match="ersten Sprache"):
        store_course(draft=draft, at=NOW)
    assert not Course.objects.exists()


def test_retiring_takes_a_course_out_of_the_catalogue_and_keeps_the_enrolled(events):
    course = store_course(draft=drafts.course_draft(), at=NOW)
    enrolment = EnrolmentFactory(course=course)
    assert retire_course(source_key=course.source_key, at=LATER) == course
    course.refresh_from_db()
    assert (course.state, course.changed_at) == (CourseState.RETIRED, LATER)
    assert not CourseFacet.objects.exists()
    assert not CourseTerm.objects.exists()
    enrolment.refresh_from_db()
    assert enrolment.course == course
    retire_course(source_key=course.source_key, at=LATER)
    assert [name for name, _key in events] == ["published", "retired"]


def test_retiring_an_unknown_course_does_nothing(events):
    assert retire_course(source_key=uuid.uuid4(), at=NOW) is None
    assert events == []


def test_a_retired_course_comes_back_unchanged(events):
    draft = drafts.course_draft()
    course = store_course(draft=draft, at=NOW)
    retire_course(source_key=course.source_key, at=NOW)
    back = store_course(draft=draft, at=LATER)
    assert (back.pk, back.content_version, back.state) == (course.pk, 1, CourseState.PUBLISHED)
    assert CourseTerm.objects.filter(course=course).exists()
    assert [name for name, _key in events] == ["published", "retired", "published"]


def test_equal_drafts_have_equal_hashes():
    draft = full_draft()
    turned = replace(draft, texts=dict(reversed(draft.texts.items())))
    assert draft_hash(draft) == draft_hash(turned)
    assert draft_hash(draft) != draft_hash(replace(draft, effort_minutes=121))


def test_publishing_is_all_or_nothing():
    def fail(sender, **kwargs):
        raise RuntimeError("receiver")

    course_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            store_course(draft=drafts.course_draft(), at=NOW)
    finally:
        course_published.disconnect(fail)
    assert not Course.objects.exists()
