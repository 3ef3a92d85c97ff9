"""The objects of meetings: who finds them."""

import re

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory, coordinator, staff
from tests.support.admin import signed_in

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # against forged requests, new in each answer
LIST = "/de/netzwerk/treffen/"


def test_for_everybody_else_the_pages_are_absent():
    meeting = MeetingFactory()
    client = signed_in(UserFactory())
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{meeting.key}/").status_code == 404


def test_a_meeting_of_other_fields_answers_like_an_absent_one():
    foreign = MeetingFactory(kind="special", fields=["energy"])
    client = signed_in(coordinator("education").user)
    answers = [client.get(f"{LIST}{key}/") for key in (foreign.key, "x" * 10)]
    assert [answer.status_code for answer in answers] == [404, 404]
    keys = (foreign.key.encode(), b"x" * 10)
    plain = [
        TOKEN.sub(b"", answer.content).replace(key, b"")
        for answer, key in zip(answers, keys, strict=True)
    ]
    assert plain[0] == plain[1]
    assert signed_in(staff().user).get(f"{LIST}{foreign.key}/").status_code == 200
