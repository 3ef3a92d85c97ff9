"""A translation is the same course in another language, made page by page and never twice."""

import pytest
from wagtail.models import Locale

from cms.authoring.translating import complete_translation, translations_of
from cms.models import CoursePage, LessonPage, PartnerPage
from cms.publishing import compile_course
from courses.actions.question import create_question, default_bank, revise_question
from lms.common.errors import ConflictError, NotAllowedError
from tests.support import admin
from tests.support.queries import expect_statements
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def version(world):
    made = create_question(
        bank=default_bank(world.a), type="single", content=QUESTIONS["single"], locale="de",
        at=admin.NOW,
    )  # fmt: skip
    lesson = world.course.get_children().first().specific
    quiz = {"title": "Test", "pass_percent": 60, "attempts": 0, "draws": []}
    lesson.body = [("quiz", quiz | {"parts": [{"version": made.pk}]})]
    lesson.save_revision()
    return made


def translate(world, language="en", person="author_a"):
    return complete_translation(
        course=world.course,
        locale=Locale.objects.get(language_code=language),
        user=world.people[person],
        at=admin.NOW,
    )


def test_drafts_with_the_same_keys_below_the_house_in_that_language(world):
    made = translate(world)
    lessons = LessonPage.objects.child_of(made).order_by("path")
    assert made.translation_key == world.course.translation_key
    assert made.get_parent().specific.partner == world.a
    assert {page.locale.language_code for page in [made, *lessons]} == {"en"}
    assert not made.live
    assert [page.translation_key for page in lessons] == [
        page.translation_key for page in world.course.get_children().order_by("path")
    ]


def test_only_what_is_missing_is_made(world):
    made = translate(world)
    lesson = LessonPage.objects.child_of(made).first()
    lesson.title = "First step"
    lesson.save_revision()
    world.course.add_child(instance=LessonPage(title="Neu", slug="neu", live=False))
    translate(world)
    titles = [page.draft_title for page in LessonPage.objects.child_of(made).order_by("path")]
    assert (len(titles), titles[0], titles[-1]) == (3, "First step", "Neu")
    assert CoursePage.objects.filter(translation_key=made.translation_key).count() == 2


def test_the_state_names_what_is_missing_and_outdated(world, version):
    empty = translations_of(world.course)[0]
    assert (empty.course.page, empty.is_complete) == (None, False)
    translate(world)
    row = translations_of(world.course)[0]
    assert row.is_complete
    assert [page.is_outdated for page in row.pages] == [False, False, False]
    assert [v.pk for v in row.pages[1].questions] == [version.pk]
    world.course.get_children().last().specific.save_revision()
    assert [p.is_outdated for p in translations_of(world.course)[0].pages] == [False, False, True]


def test_translated_questions_take_their_places(world, version):
    made = translate(world)
    own = revise_question(
        question=version.question,
        type="single",
        content=QUESTIONS["single"] | {"prompt": "Which?"},
        locale="en",
        at=admin.NOW,
    )
    translate(world)
    lesson = LessonPage.objects.child_of(made).first().get_latest_revision_as_object()
    assert lesson.body[0].value["parts"][0]["version"] == own.pk
    assert translations_of(world.course)[0].pages[1].questions == ()
    first = world.course.get_children().first().specific.get_latest_revision_as_object()
    assert first.body[0].value["parts"][0]["version"] == version.pk
    assert lesson.body[0].id == first.body[0].id  # the same quiz


def test_both_languages_are_compiled_into_one_course(world):
    made = translate(world)
    for page in (*world.course.get_children(), world.course, *made.get_children(), made):
        page.specific.save_revision().publish()
    course = compile_course(source_key=made.translation_key, at=admin.NOW)
    assert course.languages == ["de", "en"]
    assert course.lessons.count() == 2


def test_a_house_without_a_page_in_that_language_gets_one(world):
    PartnerPage.objects.get(partner=world.a, locale__language_code="en").delete()
    made = translate(world)
    assert made.get_parent().specific.partner == world.a


@pytest.mark.parametrize(
    ("language", "person", "error"),
    [("de", "author_a", ConflictError), ("en", "author_b", NotAllowedError)],
)
def test_neither_into_itself_nor_by_strangers(world, language, person, error):
    with pytest.raises(error):
        translate(world, language, person)
    assert CoursePage.objects.filter(translation_key=world.course.translation_key).count() == 1


@pytest.mark.parametrize("lessons", [1, 3])
def test_the_state_costs_the_same(world, lessons):
    page = admin.course(world.a, "Viel", lessons=lessons)
    # First page, lessons, language; indexes; translations of course and lessons; no questions.
    with expect_statements(6):
        assert len(translations_of(page)[0].pages) == lessons + 1
