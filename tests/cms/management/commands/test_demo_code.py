import pytest
from django.core.management import CommandError, call_command

from cms.demo.second_factor import activate, current_code, secret_of
from tests.factories.accounts import UserFactory

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


def test_code_is_the_one_sign_in_accepts(capsys):
    from allauth.mfa.totp.internal.auth import validate_totp_code

    user = UserFactory(username="demo")
    activate(user, SECRET)
    activate(user, "another")  # the first secret stays
    call_command("demo_code", "demo")
    code = capsys.readouterr().out.strip()
    assert secret_of(user) == SECRET
    assert validate_totp_code(SECRET, code)
    assert code in {current_code(SECRET), code}


def test_unknown_account_is_told():
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("demo_code", "nobody")


def test_refuses_in_production(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="never with production"):
        call_command("demo_code", "demo")
