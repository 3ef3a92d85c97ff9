import json

import pytest
from django.core.management import CommandError, call_command

from network.models import Partner

pytestmark = pytest.mark.django_db(transaction=True)


def printed(capsys, *options):
    call_command("seed_world", "--seed", "4", *options)
    return capsys.readouterr().out


@pytest.mark.once
def test_the_world_is_printed_as_json_and_as_a_table(capsys):
    first = json.loads(printed(capsys, "--json"))
    assert first["seed"] == 4
    assert json.loads(printed(capsys, "--json")) == first
    table = printed(capsys)
    assert all(row["password"] in table for row in first["people"])


def test_production_refuses(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("seed_world")
    assert not Partner.objects.exists()
