"""What a guardian takes along or has deleted."""

import io
import json
import zipfile

import pytest

from lms.accounts.actions.persons_data import cancel_erasure, export_person, request_erasure
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.support.consent import BEN, DAY, NOW, learning_child

pytestmark = pytest.mark.django_db


def test_copy_holds_this_child_and_nobody_else():
    user, other = learning_child(), learning_child(emails=(BEN,))
    packed = export_person(user=user, actor_key="eltern", role="guardian", at=NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = archive.read("data.json").decode()
    content = json.loads(text)
    assert (content["username"], content["age_band"]) == (user.username, "under_14")
    assert [row["decision"] for row in content["decisions"]] == ["given"]
    assert other.username not in text
    event = AuditEvent.objects.get(action="person.export")
    assert (event.actor_key, event.person_key) == ("eltern", user.key)


def test_erasure_is_noted_for_a_fortnight_later_and_can_be_taken_back():
    user = learning_child()
    values = {"user": user, "keeps_certificates": False, "actor_key": "eltern", "role": "guardian"}
    assert request_erasure(**values, at=NOW) == NOW + 14 * DAY
    with pytest.raises(ConflictError):
        request_erasure(**values, at=NOW + DAY)
    assert User.objects.get().erase_at == NOW + 14 * DAY
    event = AuditEvent.objects.get(action="person.ask-erasure")
    assert (event.actor_key, event.person_key) == ("eltern", user.key)
    for _ in range(2):
        cancel_erasure(user=user, at=NOW + DAY)
    assert User.objects.get().erase_at is None
    assert AuditEvent.objects.filter(action="person.keep-account").count() == 1
