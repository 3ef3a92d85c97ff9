"""A text and its form; what team and lead do with it is in their own tests."""

import pytest
from django.http import Http404

from courses.models import Response
from courses.views.text_desk import Desk, row_of
from tests.support.school_class import room, written

pytestmark = pytest.mark.django_db


def test_a_text_that_says_nothing_is_absent():
    here = room(seats=1)
    written(here)
    text = Response.objects.select_related("version", "attempt__quiz__lesson").get()
    desk = Desk(text=text, template="", address="", back="")
    assert desk.question.points == 5
    assert row_of(text)["number"] == 1
    text.answer = ""
    with pytest.raises(Http404):
        assert desk.question
