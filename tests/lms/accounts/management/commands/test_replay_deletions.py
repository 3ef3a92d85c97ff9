from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lms.accounts.models import User
from lms.records.ledger import export_ledger, note_deletion
from lms.records.models import DeletionEntry
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_who_is_back_goes_again(tmp_path):
    gone, stays = UserFactory(), UserFactory()
    file = tmp_path / "ledger.jsonl"
    note_deletion(object_type="user", object_key=gone.key, at=NOW)
    export_ledger(file)
    out = StringIO()
    call_command("replay_deletions", ledger=file, stdout=out)
    assert out.getvalue().strip() == "0 entries new, 1 people erased again"
    assert list(User.objects.all()) == [stays]
    call_command("replay_deletions", stdout=out)
    assert "0 people erased again" in out.getvalue()
    assert DeletionEntry.objects.count() == 1


def test_a_missing_ledger_stops_loudly(tmp_path):
    with pytest.raises(CommandError):
        call_command("replay_deletions", ledger=tmp_path / "nichts")
