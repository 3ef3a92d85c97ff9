import pytest

from lms.records.ledger import LedgerError, export_ledger, import_ledger, note_deletion
from lms.records.models import DeletionEntry
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_what_was_written_is_read_once(tmp_path):
    file = tmp_path / "beside" / "ledger.jsonl"
    note_deletion(object_type="user", object_key="bcdf", at=NOW)
    note_deletion(object_type="user", object_key="bcdf", at=NOW)
    note_deletion(object_type="class", object_key="bcdf", at=NOW)
    assert export_ledger(file) == 2
    assert import_ledger(file) == 0
    file.write_text(file.read_text() + file.read_text().replace("bcdf", "ghjk"))
    assert import_ledger(file) == 2
    assert import_ledger(file) == 0
    assert DeletionEntry.objects.filter(object_key="ghjk", at=NOW).count() == 2


@pytest.mark.parametrize("line", ['{"at": "2026', '{"at": "heute", "type": "a", "key": "b"}', "[]"])
def test_a_file_that_was_cut_off_is_refused_whole(tmp_path, line):
    file = tmp_path / "ledger.jsonl"
    note_deletion(object_type="user", object_key="bcdf", at=NOW)
    export_ledger(file)
    file.write_text(file.read_text().replace("bcdf", "ghjk") + line)
    with pytest.raises(LedgerError, match="line 2"):
        import_ledger(file)
    assert DeletionEntry.objects.count() == 1
