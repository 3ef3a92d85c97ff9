from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lms.records.ledger import note_deletion
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("ledger", *arguments, stdout=out)
    return out.getvalue().strip()


def test_out_and_in(tmp_path):
    file = tmp_path / "ledger.jsonl"
    note_deletion(object_type="user", object_key="bcdf", at=NOW)
    assert run("--export", str(file)) == "1 entries written"
    file.write_text(file.read_text().replace("bcdf", "ghjk"))
    assert run("--import", str(file)) == "1 entries new"


def test_a_broken_file_is_an_error(tmp_path):
    file = tmp_path / "ledger.jsonl"
    file.write_text("kaputt\n")
    for source in (file, tmp_path / "nichts"):
        with pytest.raises(CommandError):
            run("--import", str(source))
