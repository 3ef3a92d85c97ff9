from dataclasses import replace
from decimal import Decimal

import pytest

from cms.importing.facts import connect, fill, picture_rights
from cms.models import CoursePage
from courses.formats.markdown_course import (
    CourseFacts,
    CourseFormatError,
    FolderCourse,
    FolderLesson,
)
from courses.formats.markdown_course.shapes import Heading, Text
from tests.factories import drafts
from tests.factories.cms import course_page, framed_house
from tests.factories.network import PartnerFactory

LESSON = FolderLesson("a.md", "Erste", (Heading("T", 2), Text("<p>Ein &amp; <b>zwei</b>.</p>")), 45)


def filled(facts=None, lessons=(LESSON,), licence="", **values):
    page = CoursePage(title="Kurs")
    course = FolderCourse(facts=facts or CourseFacts(), lessons=lessons, **values)
    fill(page, course, licence=licence)
    return page


def test_what_the_folder_does_not_say_is_found_in_its_lessons():
    page = filled(attribution_html="<p>Von allen.</p>")
    assert page.summary == "Ein & zwei ."
    assert page.effort_hours == Decimal("0.8")
    assert page.licence == "CC-BY-SA-4.0"
    assert page.description == "<p><b>Quelle und Lizenz</b></p><p>Von allen.</p>"


def test_long_first_words_are_cut_between_words():
    lesson = replace(LESSON, blocks=(Text(f"<p>{'Wörter ' * 60}</p>"),))
    summary = filled(lessons=(lesson,)).summary
    assert len(summary) <= 300
    assert summary.endswith("Wörter…")
    assert filled(lessons=(replace(LESSON, blocks=()),)).summary == "Erste"


def test_facts_are_taken():
    facts = CourseFacts(
        summary="Kurz", description_html="<p>d</p>", goals=("a", "b"), prerequisites="nichts",
        accessibility_notes="gut", requires_quizzes=False, licence="CC0-1.0", level="advanced",
        effort_hours=Decimal(3), required_share=Decimal("0.755"),
    )  # fmt: skip
    page = filled(facts)
    assert (page.summary, page.description, page.goals) == ("Kurz", "<p>d</p>", "a\nb")
    assert (page.licence, page.level, page.effort_hours) == ("CC0-1.0", "advanced", 3)
    assert (page.required_percent, page.requires_quizzes) == (76, False)
    assert filled(facts, licence="CC-BY-4.0").licence == "CC-BY-4.0"


@pytest.mark.parametrize("facts", [CourseFacts(licence="WTF"), CourseFacts(level="expert")])
def test_unknown_words_are_refused(facts):
    with pytest.raises(CourseFormatError) as caught:
        filled(facts)
    assert caught.value.reason == "unknown_code"


@pytest.mark.django_db
def test_codes_are_connected():
    _partner, parent = framed_house()
    page = course_page(parent)
    other = PartnerFactory(slug="schule")
    stage, competence = drafts.stage(), drafts.competence()
    facts = CourseFacts(
        stages=("primary",), competences=(("rahmen-1", "9.1", 3),), co_providers=("schule",)
    )
    connect(page, facts)
    page.save()
    page = CoursePage.objects.get(pk=page.pk)
    assert list(page.stages.values_list("pk", flat=True)) == [stage]
    assert list(page.competences.values_list("competence", "level")) == [(competence, 3)]
    assert [row.partner for row in page.providers.all()] == [other]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        CourseFacts(stages=("nirgends",)),
        CourseFacts(competences=(("rahmen-1", "nirgends", 0),)),
        CourseFacts(co_providers=("nirgends",)),
    ],
)
def test_codes_in_no_vocabulary_are_refused(facts):
    with pytest.raises(CourseFormatError) as caught:
        connect(CoursePage(title="Kurs"), facts)
    assert "nirgends" in caught.value.detail


def test_whose_the_pictures_are():
    facts = CourseFacts(
        picture_creator="Mia", picture_licence="CC0-1.0", picture_source="javascript:alert(1)"
    )
    assert picture_rights(facts) == {"creator": "Mia", "licence": "CC0-1.0", "source_url": ""}
    assert picture_rights(CourseFacts()) == {"creator": "", "licence": "", "source_url": ""}
    with pytest.raises(CourseFormatError):
        picture_rights(CourseFacts(picture_licence="WTF"))
    assert filled(CourseFacts(has_legible_pictures=True)).has_legible_images
