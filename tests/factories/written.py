"""Makes written courses for the check, without a page tree."""

import json
from types import SimpleNamespace

from wagtail.models import Locale

from cms.checking import WrittenCourse
from cms.models import CoursePage, LessonPage

FACTS = {"title": "Kurs", "summary": "Kurz.", "goals": "Ein Ziel", "licence": "CC0-1.0"}
LISTS = ("stages", "action_fields", "competences")


def written(*lessons, language="de", empty=(), **facts):
    """A course with these bodies as lessons; nothing is missing but what ``empty`` names."""
    page = CoursePage(pk=7, **{**FACTS, **facts})
    page.locale = Locale(language_code=language)
    shown = _Written(page, {name: name not in empty for name in LISTS})
    pages = [_lesson(number, blocks) for number, blocks in enumerate(lessons, start=70)]
    return WrittenCourse(page=shown, lessons=tuple(pages))


def block(kind, value, block_id="b1"):
    """A block as the editor stores it."""
    return {"type": kind, "value": value, "id": block_id}


def _lesson(pk, blocks):
    return LessonPage(pk=pk, title=f"Lektion {pk}", body=json.dumps(blocks))


class _Written:
    """A course page whose lists are known without a database."""

    def __init__(self, page, lists):
        self._page = page
        for name, is_filled in lists.items():
            setattr(self, name, SimpleNamespace(exists=lambda is_filled=is_filled: is_filled))

    def __getattr__(self, name):
        return getattr(self._page, name)
