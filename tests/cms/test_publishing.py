import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from cms.models import CoursePage, LessonPage
from cms.models.approval import approved_pools
from cms.moderation import approve, submit
from cms.publishing import build, compile_course
from courses.actions.correction import correct_question
from courses.actions.question import create_question, default_bank
from courses.enums import CourseState, Facet
from courses.models import Course, CourseFacet, Lesson, LessonContent, LessonFile, Quiz
from lms.taxonomy.models import AccessibilityFeature
from tests.factories.cms import course_page, document, framed_house, image, lesson_page, publish
from tests.factories.courses import NOW, QuestionVersionFactory
from tests.support import admin
from tests.support.world import QUESTIONS

# Compiling happens on commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    _partner, page = framed_house()
    return page


def live_course(parent, *bodies):
    course = course_page(parent)
    lessons = [lesson_page(course, f"Schritt {n}", body) for n, body in enumerate(bodies, 1)]
    publish(*lessons, course)
    return course, lessons


def html_of(lesson):
    content = LessonContent.objects.filter(lesson__source_key=lesson.translation_key).latest(
        "version"
    )
    return "".join(part.get("html", "") for part in content.segments)


def test_every_block_becomes_clean_html(parent):
    file, film = document(), document("film.mp4", b"0000", "Film")
    body = [
        ("heading", {"text": "Über Chóśebuz", "level": "2"}),
        ("text", "<p>Ein <b>Satz</b>.</p>"),
        ("callout", {"kind": "tip", "title": "", "text": "<p>Nur Mut</p>"}),
        ("quote", {"text": "Wer fragt, lernt.", "source": "Sprichwort"}),
        ("glossary", {"term": "Router", "definition": "Verbindet Netze"}),
        ("accordion", {"items": [{"title": "Mehr", "text": "<p>Dazu</p>"}]}),
        ("table", {"caption": "Preise", "rows": "Ware | Preis\nBrot | 3", "has_row_headers": True}),
        ("code", {"language": "html", "code": "<b>fett</b>"}),
        ("picture", {"image": image(), "alt": "Ein blaues Feld", "is_decorative": False,
                     "caption": "Feld", "credit": "CC0"}),
        ("video", {"title": "Film", "file": film, "captions": None, "transcript": "Gesagtes"}),
        ("file", {"title": "Blatt", "file": file, "description": ""}),
        ("embed", {"title": "Vortrag", "url": "https://media.ccc.de/v/1", "description": ""}),
    ]  # fmt: skip
    _course, (lesson,) = live_course(parent, body)
    html = html_of(lesson)
    for expected in (
        '<h2 id="uber-chosebuz">Über Chóśebuz</h2>',
        "callout--tip",
        "<blockquote>",
        "<dfn>Router</dfn>",
        "<summary>Mehr</summary>",
        '<th scope="row">Brot</th>',
        "&lt;b&gt;fett&lt;/b&gt;",
        'alt="Ein blaues Feld"',
        f"%%file:d{film.pk}%%",
        f"%%file:d{file.pk}%%",
        "media.ccc.de",
    ):
        assert expected in html, expected
    assert set(LessonFile.objects.values_list("source_key", flat=True)) == {
        f"d{film.pk}", f"d{file.pk}"
    }  # fmt: skip


def test_interactive_blocks_stand_between_the_html(parent):
    version = QuestionVersionFactory()
    body = [
        ("text", "<p>vorher</p>"),
        ("quiz", {"title": "Probe", "is_required": True, "pass_percent": 70, "attempts": 3,
                  "shuffles": False, "parts": [{"version": version.pk}], "time_limit": 20,
                  "cool_down": 60, "feedback": "close", "feedback_at": NOW}),
        ("reflection", {"prompt": "Und Sie?"}),
        ("text", "<p>nachher</p>"),
    ]  # fmt: skip
    _course, (lesson,) = live_course(parent, body)
    content = LessonContent.objects.get(lesson__source_key=lesson.translation_key)
    assert [part["kind"] for part in content.segments] == ["html", "quiz", "reflection", "html"]
    quiz = Quiz.objects.get()
    assert (float(quiz.pass_share), quiz.attempts_allowed, quiz.titles) == (0.7, 3, {"de": "Probe"})
    assert (quiz.time_limit_minutes, quiz.cool_down_minutes) == (20, 60)
    assert (quiz.feedback_timing, quiz.feedback_at) == ("close", NOW)
    assert quiz.parts.get().version == version
    assert content.segments[1]["quiz"] == quiz.source_key


def test_a_course_is_invisible_until_its_page_is_live(parent):
    course = course_page(parent)
    lesson = lesson_page(course)
    publish(lesson)
    assert not Course.objects.exists()
    publish(course)
    assert Course.objects.get().state == CourseState.PUBLISHED


def test_publishing_again_without_change_keeps_the_version(parent):
    course, _lessons = live_course(parent, None)
    compile_course(source_key=course.translation_key, at=NOW)
    stored = Course.objects.get()
    assert stored.content_version == 1
    assert LessonContent.objects.count() == 1


def test_changed_lesson_raises_the_version_and_keeps_the_row(parent):
    _course, (lesson,) = live_course(parent, None)
    row = Lesson.objects.get()
    lesson.body = [("text", "<p>neu</p>")]
    lesson.save_revision().publish()
    assert Course.objects.get().content_version == 2
    assert Lesson.objects.get() == row
    assert "neu" in html_of(lesson)


def test_unpublished_lesson_is_retired_never_deleted(parent):
    _course, (first, second) = live_course(parent, None, None)
    second.refresh_from_db()
    second.unpublish()
    row = Lesson.objects.get(source_key=second.translation_key)
    assert row.retired_at is not None
    assert Lesson.objects.get(source_key=first.translation_key).retired_at is None


def test_deleted_course_page_leaves_the_course_retired(parent):
    course, _lessons = live_course(parent, None)
    course.delete()
    assert Course.objects.get().state == CourseState.RETIRED
    assert Lesson.objects.count() == 1


def test_translations_compile_into_the_same_rows(parent):
    course, (lesson,) = live_course(parent, None)
    english = Locale.objects.get(language_code="en")
    copy = course.copy_for_translation(english)
    copy.title = "Safe accounts"
    copy.save_revision().publish()
    twin = lesson.copy_for_translation(english)
    twin.title = "First steps"
    twin.save_revision().publish()
    stored = Course.objects.get()
    assert dict(stored.texts.values_list("locale", "title")) == {
        "de": "Sichere Konten",
        "en": "Safe accounts",
    }
    assert Lesson.objects.count() == 1
    assert set(LessonContent.objects.values_list("locale", flat=True)) == {"de", "en"}


def test_a_translated_quiz_asks_its_own_questions_and_is_the_same_quiz(parent):
    german, english = (QuestionVersionFactory(locale=code) for code in ("de", "en"))
    course, (lesson,) = live_course(parent, [quiz_block(german)])
    locale = Locale.objects.get(language_code="en")
    course.copy_for_translation(locale).save_revision().publish()
    twin = lesson.copy_for_translation(locale)
    twin.body[0].value["title"] = "Rehearsal"
    twin.body[0].value["pass_percent"] = 10
    twin.body[0].value["parts"][0]["version"] = english.pk
    twin.save_revision().publish()
    stored = Quiz.objects.get()
    assert (float(stored.pass_share), stored.titles) == (0.6, {"de": "Test", "en": "Rehearsal"})
    assert list(stored.parts.values_list("locale", "version")) == [
        ("de", german.pk), ("en", english.pk)
    ]  # fmt: skip


def test_a_quiz_whose_questions_nobody_translated_follows_the_first_language(parent):
    german = QuestionVersionFactory(locale="de")
    course, (lesson,) = live_course(parent, [quiz_block(german)])
    locale = Locale.objects.get(language_code="en")
    course.copy_for_translation(locale).save_revision().publish()
    lesson.copy_for_translation(locale).save_revision().publish()
    better = QuestionVersionFactory(locale="de")
    lesson.body[0].value["parts"][0]["version"] = better.pk
    lesson.save_revision().publish()
    assert list(Quiz.objects.get().parts.values_list("locale", "version")) == [("de", better.pk)]


def test_consecutive_lessons_share_a_section(parent):
    course = course_page(parent)
    pages = [
        lesson_page(course, f"L{n}", section=name)
        for n, name in enumerate(["A", "A", "", "B", "B"], 1)
    ]
    publish(*pages, course)
    draft = build(course)
    assert draft.sections == ({"de": "A"}, {"de": "B"})
    assert [lesson.section for lesson in draft.lessons] == [0, 0, None, 1, 1]


def test_equal_headings_get_anchors_of_their_own(parent):
    heading = ("heading", {"text": "Übung", "level": "2"})
    reflection = ("reflection", {"prompt": "Und?"})
    _course, (lesson,) = live_course(parent, [heading, heading, reflection, heading])
    html = html_of(lesson)
    assert [f'id="{name}"' in html for name in ("ubung", "ubung-2", "ubung-3")] == [True] * 3


def quiz_block(*versions, is_required=True, draws=()):
    value = {"title": "Test", "is_required": is_required, "pass_percent": 60, "attempts": 0,
             "shuffles": False, "parts": [{"version": v.pk} for v in versions],
             "draws": [{"tag": tag, "number": number} for tag, number in draws]}  # fmt: skip
    return ("quiz", value)


def tagged(parent, tag):
    bank = default_bank(parent.partner)
    content = QUESTIONS["single"]
    return create_question(
        bank=bank, type="single", content=content, locale="de", at=NOW, tags=[tag]
    )


def test_draws_are_fixed_to_the_pool_of_the_moment(parent):
    fixed, first, second = (tagged(parent, "Konto") for _number in range(3))
    body = [quiz_block(fixed, draws=[("konto", 5), ("niemand", 2)])]
    live_course(parent, body)
    tagged(parent, "Konto")  # later than the publication
    one, drawn = Quiz.objects.get().parts.all()
    assert one.version == fixed
    assert (drawn.pool, drawn.draw_count) == ([first.pk, second.pk], 2)


def test_practice_in_an_open_lesson_shows_nothing_that_counts(parent):
    counted, free, elsewhere, pooled, loose = (tagged(parent, tag) for tag in "abcde")
    live_course(parent, [quiz_block(elsewhere, draws=[("d", 1)])])
    practice = quiz_block(counted, free, elsewhere, is_required=False, draws=[("d", 1), ("e", 1)])
    course = course_page(parent, "Offen")
    lessons = [
        lesson_page(course, "Probe", [practice, quiz_block(counted)], is_open=True),
        lesson_page(course, "Nur für Eingeschriebene", [practice]),
    ]
    publish(*lessons, course)
    parts = [
        [part.version_id or part.pool for part in quiz.parts.all()]
        for quiz in Quiz.objects.filter(lesson__course__source_key=course.translation_key)
        .filter(is_required=False)
        .order_by("lesson__position")
    ]
    assert parts[0] == [free.pk, [loose.pk]]
    assert parts[1] == [counted.pk, free.pk, elsewhere.pk, [pooled.pk], [loose.pk]]


def test_a_picture_needs_words(parent):
    with pytest.raises(ValidationError, match="Beschreiben Sie das Bild"):
        course_page(parent, image=image())
    course = course_page(parent, "Mit Worten", image=image(), image_alt="Ein blaues Feld")
    publish(course)
    assert Course.objects.get().texts.get().image_alt == "Ein blaues Feld"


def test_what_the_check_proves_is_stated_beside_what_the_author_says(parent):
    body = [
        ("heading", {"text": "Feld", "level": "2"}),
        ("picture", {"image": image(), "alt": "Ein blaues Feld", "is_decorative": False}),
    ]
    course = course_page(parent)
    course.accessibility = [AccessibilityFeature.objects.get(code="plainLanguage")]
    course.save_revision()
    lesson = lesson_page(course, "Schritt", body)
    publish(lesson, course)
    facets = CourseFacet.objects.filter(facet=Facet.ACCESSIBILITY).order_by("value")
    stated = ["alternativeText", "plainLanguage", "structuralNavigation"]
    assert list(facets.values_list("value", flat=True)) == stated
    lesson.body = [*body, ("heading", {"text": "Zu tief", "level": "4"})]
    lesson.save_revision()
    publish(lesson)
    assert list(facets.values_list("value", flat=True)) == stated[:2]


def test_a_corrected_question_is_asked_although_the_page_names_the_wrong_one(parent):
    wrong = QuestionVersionFactory()
    right = QuestionVersionFactory(question=wrong.question, number=2)
    course, _lessons = live_course(parent, [quiz_block(wrong)])
    wrong.corrected_by = right
    wrong.save()
    compile_course(source_key=course.translation_key, at=NOW)
    assert Quiz.objects.get().parts.get().version == right


def test_a_corrected_question_is_drawn_although_the_approved_pool_holds_the_wrong_one():
    world = admin.world()
    house = world.course.get_parent().specific
    wrong, other = tagged(house, "Konto"), tagged(house, "Konto")
    lesson = world.course.get_children().first().specific
    lesson.body = [quiz_block(draws=[("konto", 2)])]
    lesson.save_revision(user=world.people["author_a"])
    submit(page=world.course, user=world.people["author_a"])
    approve(page=world.course, user=world.people["city"])
    assert approved_pools(LessonPage.objects.get(pk=lesson.pk))
    key = [c | {"is_correct": not c["is_correct"]} for c in wrong.content["choices"]]
    correct_question(
        version=wrong, content=wrong.content | {"choices": key},
        actor=world.people["author_a"], at=NOW,
    )  # fmt: skip
    right = wrong.question.versions.get(number=2)
    (part,) = build(CoursePage.objects.get(pk=world.course.pk)).lessons[0].quizzes[0].parts
    assert part.pool == (right.pk, other.pk)
