from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.users.models import UserProfile

from lms.accounts.actions.erasure import erase_person
from lms.accounts.models import User
from lms.records.ledger import export_ledger, note_deletion
from lms.records.models import DeletionEntry, OutboxMessage
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.courses import NOW
from tests.support.backups import Backup
from tests.support.planted import Planter, two_people
from tests.support.searching import cached_with, files_with, left_of

pytestmark = pytest.mark.django_db
WORDS = "Marke-nadjanadja"


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


@pytest.mark.django_db(transaction=True)
def test_an_older_backup_restored_whole_comes_back_without_the_person(client, tmp_path, caplog):
    """Database and files of a real backup; what was searched for stands nowhere after the replay."""
    nadja, bogumil = two_people()
    list(Planter(nadja, bogumil).plant())
    list(Planter(bogumil, nadja).plant())
    for user in (nadja, bogumil):
        picture = ContentFile(f"Marke-{user.username}-Bild".encode())
        UserProfile.objects.get_or_create(user=user)[0].avatar.save("bild.png", picture)
    sign_in(client, nadja).get(reverse("accounts:profile"))
    before = left_of(nadja)
    backup = Backup(tmp_path)

    erase_person(user=nadja, at=NOW)
    ledger = tmp_path / "ledger.jsonl"
    assert export_ledger(ledger) == 1
    assert (left_of(nadja), files_with(WORDS)) == ([], [])

    backup.restore()
    assert left_of(nadja) == before
    assert len(files_with(WORDS)) == 1
    assert not DeletionEntry.objects.exists(), "the older database knows of no erasure"
    out = StringIO()
    call_command("replay_deletions", ledger=ledger, stdout=out)
    assert out.getvalue().strip() == "1 entries new, 1 people erased again"
    assert (left_of(nadja), files_with(WORDS), cached_with(WORDS)) == ([], [], [])
    assert not Session.objects.exists()
    assert not OutboxMessage.objects.filter(recipient=nadja.email).exists()
    assert not [message for message in mail.outbox if nadja.email in message.to]
    assert "nadja" not in caplog.text + out.getvalue() + ledger.read_text("utf-8")
    assert len(left_of(bogumil)) > 15, "the other person is back whole"
    assert len(files_with(f"Marke-{bogumil.username}")) == 1
