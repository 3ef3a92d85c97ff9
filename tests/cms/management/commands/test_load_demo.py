"""What it loads is in tests/cms/demo/test_loading.py."""

import pytest
from django.core.management import CommandError, call_command

from network.models import Partner


@pytest.mark.django_db
def test_production_refuses(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Partner.objects.exists()
