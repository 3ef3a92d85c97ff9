"""The index of the catalogue: facet values and weighted terms."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.actions.catalogue import effort_of, refresh_partner, store_entry
from courses.actions.course import retire_course, store_course
from courses.actions.draft import CourseTextDraft, LessonTextDraft
from courses.enums import Mode, RunKind
from courses.models import CatalogueVersion, CourseFacet, CourseRun, CourseTerm
from lms.common.text import fold, stem
from tests.factories import drafts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def facets(course, name):
    rows = CourseFacet.objects.filter(course=course, facet=name).order_by("pk")
    return list(rows.values_list("value", flat=True))


def weight(word, language="de"):
    return (
        CourseTerm.objects.filter(term=stem(fold(word), language))
        .values_list("weight", flat=True)
        .first()
    )


def test_every_facet_is_written():
    leading, helping = PartnerFactory(slug="zebra"), PartnerFactory(slug="amsel")
    draft = drafts.course_draft(
        partner=leading,
        co_partner_ids=(helping.pk,),
        stage_ids=(drafts.stage(),),
        action_field_ids=(drafts.action_field(),),
        target_group_ids=(drafts.target_group(),),
        accessibility_ids=(drafts.accessibility(),),
        competences=((drafts.competence("9.1"), 2), (drafts.competence("9.2"), 0)),
        level="intermediate",
    )
    course = store_course(draft=draft, at=NOW)
    names = ("stage", "field", "competence", "audience", "level", "effort", "format", "language")
    assert {name: facets(course, name) for name in (*names, "accessibility", "partner")} == {
        "stage": ["primary"],
        "field": ["energy"],
        "competence": ["rahmen-1:9"],
        "audience": ["teachers"],
        "level": ["intermediate"],
        "effort": ["medium"],
        "format": ["online"],
        "language": ["de"],
        "accessibility": ["captions"],
        "partner": ["zebra", "amsel"],
    }


def test_a_competence_that_is_an_area_counts_as_itself():
    drafts.competence()
    area = drafts.Competence.objects.get(code="9", framework__code="rahmen-1")
    course = store_course(draft=drafts.course_draft(competences=((area.pk, 0),)), at=NOW)
    assert facets(course, "competence") == ["rahmen-1:9"]


@pytest.mark.parametrize(
    ("minutes", "step"),
    [(0, "short"), (60, "short"), (61, "medium"), (300, "medium"), (301, "long")],
)
def test_effort_falls_into_steps(minutes, step):
    assert effort_of(minutes) == step


def test_ended_runs_give_no_format():
    course = store_course(draft=drafts.course_draft(), at=NOW)
    dated = {"course": course, "kind": RunKind.DATED}
    CourseRun.objects.create(**dated, mode=Mode.ON_SITE, ends_at=NOW + timedelta(days=1))
    CourseRun.objects.create(**dated, mode=Mode.BLENDED, ends_at=NOW - timedelta(days=1))
    store_entry(course=course, at=NOW)
    assert facets(course, "format") == ["on_site", "online"]


def test_a_word_weighs_by_where_it_stands():
    html = "<p>Gießkanne</p><h2>Zauberwort</h2><p>R&auml;tsel</p>"
    draft = drafts.course_draft(
        title="Fahrradkarte",
        partner=PartnerFactory(name="Sternwarte"),
        text={"summary": "Dampfmaschine", "goals": ("Regenschirm",)},
        stage_ids=(drafts.stage(),),
        lessons=(drafts.lesson_draft(1, html=html),),
    )
    store_course(draft=draft, at=NOW)
    found = {word: weight(word) for word in ("Fahrradkarten", "Dampfmaschinen", "Sternwarte")}
    assert found == {"Fahrradkarten": 8, "Dampfmaschinen": 4, "Sternwarte": 3}
    assert (weight("Grundschulen"), weight("Lektion")) == (3, 2)
    assert [weight(w) for w in ("Gießkannen", "Zauberwort", "Rätsel", "Regenschirm")] == [1] * 4


def test_a_word_in_title_and_body_weighs_both_and_keeps_its_spelling():
    draft = drafts.course_draft(
        title="Passwörter",
        lessons=(drafts.lesson_draft(html="<p>Passwort</p>"),),
        text={"summary": ""},
    )
    store_course(draft=draft, at=NOW)
    row = CourseTerm.objects.get(term="passwort")
    assert (row.weight, row.word) == (9, "Passwörter")


def test_each_language_has_its_own_stems():
    lesson = drafts.lesson_draft(1)
    english = LessonTextDraft("Learning", ({"kind": "html", "html": "<p>sensing</p>"},))
    draft = drafts.course_draft(lessons=(replace(lesson, texts={**lesson.texts, "en": english}),))
    texts = {**draft.texts, "en": CourseTextDraft("Gardening", "gardening")}
    store_course(draft=replace(draft, texts=texts), at=NOW)
    assert (weight("garden", "en"), weight("learn", "en"), weight("sense", "en")) == (8, 2, 1)


def test_stop_words_tags_and_old_bodies_are_not_indexed():
    draft = drafts.course_draft(
        lessons=(drafts.lesson_draft(1, html='<p class="veraltet">und</p>'),)
    )
    store_course(draft=draft, at=NOW)
    assert not CourseTerm.objects.filter(term__in=["und", "class", "veraltet"]).exists()
    text = LessonTextDraft("Neu", ({"kind": "quiz", "quiz": "x"},))
    lesson = replace(draft.lessons[0], texts={"de": text})
    store_course(draft=replace(draft, lessons=(lesson,)), at=NOW)
    assert weight("Lektion") is None


def test_a_renamed_partner_is_found_under_its_new_name():
    partner, other = PartnerFactory(name="Altname"), PartnerFactory(name="Zweitname")
    course = store_course(
        draft=drafts.course_draft(partner=other, co_partner_ids=(partner.pk,)), at=NOW
    )
    retired = store_course(draft=drafts.course_draft(partner=partner), at=NOW)
    retire_course(source_key=retired.source_key, at=NOW)
    stamp = CatalogueVersion.objects.get().stamp
    partner.name, partner.slug = "Frischname", "frisch"
    partner.save()
    refresh_partner(partner=partner, at=NOW)
    assert (weight("Altname"), weight("Frischname"), weight("Zweitname")) == (None, 3, 3)
    assert facets(course, "partner") == [other.slug, "frisch"]
    assert facets(retired, "partner") == []
    assert CatalogueVersion.objects.get().stamp != stamp
