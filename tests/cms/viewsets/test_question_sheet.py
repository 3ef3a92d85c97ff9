import pytest
from django.http import Http404
from django.test import RequestFactory

from cms.scope import Scope
from cms.viewsets.question_sheet import is_sent, sheet_of
from courses.enums import QuestionType
from tests.support import admin

pytestmark = pytest.mark.django_db


def test_every_type_has_its_forms():
    scope = Scope(admin.world().people["author_a"])
    request = RequestFactory().get("/")
    sheets = {kind: sheet_of(request, scope, kind) for kind in QuestionType.values}
    with_answers = {kind for kind, sheet in sheets.items() if sheet.choices is not None}
    assert with_answers == {"single", "multiple", "image_choice"}
    assert [kind for kind, sheet in sheets.items() if sheet.has_images] == ["image_choice"]
    with pytest.raises(Http404):
        sheet_of(request, scope, "essay")


def test_asking_for_more_room_is_not_sending():
    factory = RequestFactory()
    sent = [factory.post("/"), factory.post("/", {"more": "1"}), factory.get("/")]
    assert [is_sent(request) for request in sent] == [True, False, False]
