"""The command that loads the vocabularies."""

from io import StringIO

import pytest
from django.core.management import call_command

from lms.taxonomy.models import ActionField

pytestmark = pytest.mark.django_db


def run(*args, **options):
    out = StringIO()
    call_command("load_vocabularies", *args, stdout=out, **options)
    return out.getvalue()


def test_command_lists_what_it_read():
    assert "education_stages: 7\naction_fields: 7\nsubjects: 61\n" in run()


def test_command_can_be_quiet():
    assert run(verbosity=0) == ""


def test_command_resets_action_fields_only_with_the_switch():
    ActionField.objects.filter(code="energy").update(title_de="Strom")
    run()
    assert ActionField.objects.get(code="energy").title_de == "Strom"
    run("--overwrite-action-fields")
    assert ActionField.objects.get(code="energy").title_de == "Energie"
