import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from courses.models import CourseRun
from tests.factories.courses import CourseFactory

pytestmark = pytest.mark.django_db


def test_a_sound_ledger_exits_quietly(capsys):
    call_command("invariants", json=True)
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"I1", "I2", "I3", "I4", "I6", "I8", "I10", "I11", "I13"}
    assert not any(found.values())


def test_a_broken_one_is_named_and_fails(capsys):
    run = CourseFactory().runs.get()
    CourseRun.objects.update(seats_taken=5)
    Page.objects.filter(depth=1).update(numchild=9)
    with pytest.raises(CommandError):
        call_command("invariants")
    out = capsys.readouterr().out
    assert f"I1: BROKEN {run.key}" in out
    assert "I10: BROKEN" in out
    assert "I3: holds" in out
