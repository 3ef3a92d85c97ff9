import pytest
from django.core.management import CommandError

from cms.demo.guard import refuse_in_production


def test_known_passwords_stay_out_of_production(settings):
    assert refuse_in_production() is None
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError):
        refuse_in_production()
