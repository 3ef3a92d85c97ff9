"""What a guardian takes along or has deleted."""

import io
import json
import zipfile

import pytest

from lms.accounts.actions.persons_data import ask_erasure, copy_of_data, progress_of
from lms.records.models import AuditEvent
from tests.factories.courses import EnrolmentFactory
from tests.support.consent import BEN, DAY, NOW, learning_child

pytestmark = pytest.mark.django_db


def test_copy_holds_this_child_and_nobody_else():
    user, other = learning_child(), learning_child(emails=(BEN,))
    packed = copy_of_data(user=user, actor_key="eltern", at=NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = archive.read("data.json").decode()
    content = json.loads(text)
    assert (content["username"], content["age_band"]) == (user.username, "under_14")
    assert [row["decision"] for row in content["decisions"]] == ["given"]
    assert other.username not in text
    event = AuditEvent.objects.get(action="person.export")
    assert (event.actor_key, event.person_key) == ("eltern", user.key)


def test_erasure_is_noted_for_a_fortnight_later():
    user = learning_child()
    ask_erasure(user=user, actor_key="eltern", at=NOW)
    user.refresh_from_db()
    assert user.erase_at == NOW + 14 * DAY
    assert AuditEvent.objects.get(action="person.ask-erasure").person_key == user.key


def test_progress_comes_from_the_courses():
    user = learning_child()
    assert progress_of(user, "de") == []
    enrolment = EnrolmentFactory(user=user)
    (line,) = progress_of(user, "de")
    assert line.title == enrolment.course.texts.get(locale="de").title
    assert (line.share, line.is_finished) == (0.0, False)
