"""A copy takes along what was published, belongs to the new house, and names where it comes from."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from wagtail.images import get_image_model

from cms.authoring.copying import CopyPlan, copy_course
from cms.models import CoursePage, LessonPage
from cms.onboarding import collection_of, pages_of
from cms.publishing import compile_course
from courses.actions.question import create_question, default_bank
from courses.grading.pictures import images_of
from courses.models import Course, Question, QuestionVersion
from lms.common.errors import NotAllowedError
from tests.support import admin
from tests.support.archives import image_choice
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
SECRET = "Arbeitstitel-9f"  # stands in drafts only


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def source(world):
    """A published course of A with an image, a question and a draw, and a newer draft."""
    page, lesson = world.course, world.course.get_children().first().specific
    version, _drawn = (
        create_question(
            bank=default_bank(world.a), type="single", content=QUESTIONS["single"] | {"prompt": p},
            locale="de", tags=["alltag"], at=admin.NOW,
        )
        for p in ("Fest?", "Gezogen?")
    )  # fmt: skip
    picture = admin.image(world.a, "Bild", by=world.people["author_a"])
    lesson.body = [
        ("text", f'<p>Siehe <a linktype="page" id="{page.pk}">Kurs</a></p>'),
        ("picture", {"image": picture, "alt": "Zwei Hände"}),
        (
            "quiz",
            {
                "title": "Test",
                "pass_percent": 60,
                "attempts": 0,
                "parts": [{"version": version.pk}],
                "draws": [{"tag": "alltag", "number": 1}],
            },
        ),
    ]
    page.image, page.image_alt = picture, "Hände"
    publish(page, lesson)
    compile_course(source_key=page.translation_key, at=admin.NOW)
    other = page.get_children().last().specific
    other.title = SECRET
    other.save_revision()
    page.title = SECRET
    page.save_revision()
    return CoursePage.objects.get(pk=page.pk)


def publish(*pages):
    for page in pages:
        page.save_revision().publish()


def copy(world, source, person="author_b", house=None, title="Übernommen"):
    parent = pages_of(house or world.b).get(locale__language_code="de")
    plan = CopyPlan(source=source, house=parent, title=title)
    return copy_course(plan=plan, user=world.people[person], at=admin.NOW)


def test_everything_is_the_new_houses_own(world, source):
    made = copy(world, source)
    lessons = [page.specific for page in made.get_children()]
    assert made.translation_key != source.translation_key
    assert (made.live, [page.live for page in lessons]) == (False, [False])
    text, picture, quiz = (block.value for block in lessons[0].body)
    assert f'id="{made.pk}"' in text.source
    assert picture["image"].collection == made.image.collection == collection_of(world.b)
    assert picture["image"].file.name != source.image.file.name
    own = Question.objects.filter(bank__partner=world.b)
    prompts = {q.versions.get().content["prompt"]: q for q in own}
    assert set(prompts) == {"Fest?", "Gezogen?"}
    assert prompts["Gezogen?"].tags == ["alltag"]
    authors = {q.versions.get().author_key for q in own}
    assert authors == {world.people["author_b"].key}  # who brought them does not approve them
    assert quiz["parts"][0]["version"] == prompts["Fest?"].versions.get().pk


def test_images_one_chooses_are_copied_with_what_they_were_made_from(world, source):
    lesson = source.get_children().first().specific
    asked = create_question(
        bank=default_bank(world.a), type="image_choice", content=image_choice(), locale="de",
        at=admin.NOW,
    )  # fmt: skip
    quiz = {"title": "Bilder", "pass_percent": 60, "attempts": 0, "parts": [{"version": asked.pk}]}
    lesson.body = [("quiz", quiz)]
    publish(lesson)
    copy(world, source)
    made = QuestionVersion.objects.get(type="image_choice", question__bank__partner=world.b)
    before, after = images_of(asked.content), images_of(made.content)
    for old, new in zip(before, after, strict=True):
        assert new["name"] != old["name"]
        assert default_storage.size(new["name"]) == default_storage.size(old["name"])
    original = get_image_model().objects.get(pk=after[0]["source"].split("-")[0])
    assert original.collection == collection_of(world.b)
    assert "source" not in after[1]  # deleted, see ``image_choice``


def test_no_draft_of_another_house_is_in_it(world, source):
    made = copy(world, source)
    newest = made.get_latest_revision_as_object()
    assert SECRET not in str(newest.serializable_data()) + made.draft_title
    assert not LessonPage.objects.child_of(made).filter(title=SECRET).exists()


def test_the_chain_of_sources_grows_with_every_copy(world, source):
    first = copy(world, source)
    publish(first)
    second = copy(world, CoursePage.objects.get(pk=first.pk), "author_a", world.a, title="Zurück")
    titles = [(row["title"], row["provider"]) for row in second.origins]
    assert titles == [(source.title, "Haus A"), ("Übernommen", "Haus B")]
    assert second.get_latest_revision_as_object().origins == second.origins
    assert {row["licence"] for row in second.origins} == {"CC-BY-SA-4.0"}


def test_share_alike_stays_share_alike(world, source):
    made = copy(world, source)
    made.licence = "CC-BY-4.0"
    with pytest.raises(ValidationError, match="behält dessen Lizenz"):
        made.full_clean()


@pytest.mark.parametrize("is_live", [True, False])
def test_neither_drafts_nor_reserved_courses_are_copied(world, source, is_live):
    changes = {"licence": "LicenseRef-all-rights-reserved"} if is_live else {"live": False}
    CoursePage.objects.filter(pk=source.pk).update(**changes)
    with pytest.raises(NotAllowedError, match="Lizenz"):
        copy(world, source)
    assert not CoursePage.objects.filter(title="Übernommen").exists()


def test_ones_own_course_is_copied_as_it_stands(world, source):
    made = copy(world, source, "author_a", world.a)
    assert made.get_children().last().title == SECRET
    assert made.origins == []
    assert Question.objects.exclude(bank__partner=world.a).count() == 0


def test_the_public_page_names_the_sources(world, source, client):
    made = copy(world, source)
    publish(*[page.specific for page in made.get_children()], made)
    compile_course(source_key=made.translation_key, at=admin.NOW)
    course = Course.objects.get(source_key=made.translation_key)
    page = client.get(f"/de/kurse/{course.key}-x/", follow=True).content.decode()
    assert "Beruht auf" in page
    assert "CC BY-SA 4.0" in page
    assert source.title in page
