"""Figures of a course for its author, and single people for a run's team, on phone and desktop."""

import pytest
from playwright.sync_api import expect

from cms.models import LessonPage
from courses.models import Quiz, RunTeamMember
from tests.support import admin
from tests.support.barriers import problems
from tests.support.classroom import published, seed
from tests.support.journeys import sign_in

OURS = {"include": [["main"]]}


@pytest.fixture
def world(transactional_db):
    return admin.world()


def with_block(course):
    """The quiz as a block at the end of its lesson in the editor, below other blocks."""
    quiz = Quiz.objects.get(lesson__course=course)
    page = LessonPage.objects.get(translation_key=quiz.lesson.source_key)
    text = {"type": "text", "value": "<p>Lesen Sie das.</p>" * 40}
    parts = [{"version": part.version_id} for part in quiz.parts.all()]
    block = {"type": "quiz", "id": quiz.source_key, "value": {"title": "Test", "parts": parts}}
    page.body = LessonPage.body.field.stream_block.to_python([text, block])
    page.save_revision()
    return quiz


def test_author_and_team(open_browser, world):
    course = published(world)
    quiz = with_block(course)
    dated = seed(course, at_any_time=60, dated=30)
    RunTeamMember.objects.create(run=dated, user=world.people["author_a"])
    page = sign_in(open_browser(), "alice", door="/admin/")
    address = f"/admin/auswertung/{world.course.pk}/"
    assert problems(page, address, scope=OURS) == {}
    assert problems(page, f"/de/auswertung/{dated.key}/") == {}
    page.goto(address)
    page.get_by_label("Durchgang").select_option(dated.key)
    page.get_by_role("button", name="Anzeigen").click()
    assert f"durchgang={dated.key}" in page.url
    block = f"#block-{quiz.source_key}-section"
    page.locator(f'main a[href$="{block}"]').first.click()
    expect(page.locator(block)).to_be_in_viewport()
