"""The operator's command for keys."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.actions.signing import key_file
from courses.models import SigningKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    """An empty folder for keys."""
    SigningKey.objects.all().delete()  # the template's
    settings.SIGNING_KEY_DIR = tmp_path / "keys"
    return settings.SIGNING_KEY_DIR


def run(*words):
    out = StringIO()
    call_command("signing_keys", *words, stdout=out)
    return [line.split() for line in out.getvalue().splitlines()]


def test_keys_are_made_listed_and_changed():
    first = run("--create")
    assert [(line[0], line[1], line[5]) for line in first] == [
        ("proof", "Ed25519", "ok"),
        ("token", "ES256", "ok"),
        ("name", "HS256", "ok"),
    ]
    assert run() == first
    lines = run("--rotate", "token", "--algorithm", "RS256")
    assert [(line[0], line[1]) for line in lines] == [
        ("proof", "Ed25519"),
        ("token", "ES256"),
        ("name", "HS256"),
        ("token", "RS256"),
    ]
    assert SigningKey.objects.get(use="token", retired_at=None).algorithm == "RS256"


def test_it_fails_where_nothing_can_be_signed(folder):
    with pytest.raises(CommandError, match="cannot be signed"):
        run()
    run("--create")
    row = SigningKey.objects.get(use="proof")
    private = key_file(row).read_text()
    key_file(row).unlink()
    with pytest.raises(CommandError, match="cannot be signed"):
        run("--create")
    run("--rotate", "proof")
    assert private not in "".join(file.read_text() for file in folder.iterdir())


def test_the_key_of_names_is_not_changed():
    run("--create")
    with pytest.raises(CommandError, match="invalid choice"):
        run("--rotate", "name")


def test_a_retired_key_may_be_destroyed(folder):
    run("--create")
    old = SigningKey.objects.get(use="token")
    run("--rotate", "token")
    key_file(old).unlink()
    assert [line[-2] for line in run() if line[-1] == old.kid] == ["lost"]


def test_a_folder_that_cannot_be_written_is_said(folder):
    folder.write_text("in the way")
    with pytest.raises(CommandError, match="cannot be written"):
        run("--create")
    assert not SigningKey.objects.exists()
