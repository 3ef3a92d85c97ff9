import pytest
from django.core.management import CommandError, call_command

from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.support.mails import link_in, mails_to

pytestmark = pytest.mark.django_db


def test_create_staff_gives_rights_and_mails_the_invitation(client, capsys):
    call_command("create_staff", email="amt@example.org", name="Amt für Bildung")
    user = User.objects.get()
    assert (user.is_city_staff, user.is_platform_admin) == (True, False)
    assert user.requires_second_factor
    assert not user.is_superuser
    assert user.display_name == "Amt für Bildung"
    (message,) = mails_to("amt@example.org")
    assert client.get(link_in(message)).status_code == 200
    assert "invitation queued" in capsys.readouterr().out


def test_create_staff_with_platform_rights():
    call_command("create_staff", "--email", "amt@example.org", "--platform")
    assert User.objects.get().is_platform_admin


def test_create_staff_twice_keeps_one_account():
    call_command("create_staff", "--email", "amt@example.org", "--platform")
    call_command("create_staff", "--email", "AMT@example.org")
    assert User.objects.get().is_platform_admin
    assert len(mails_to("amt@example.org")) == 2


def test_create_staff_refuses_what_is_no_address():
    with pytest.raises(CommandError):
        call_command("create_staff", email="amt")
    assert not User.objects.exists()


def test_create_staff_explains_a_deactivated_account():
    UserFactory(email="amt@example.org", is_active=False)
    with pytest.raises(CommandError, match="gesperrt"):
        call_command("create_staff", email="amt@example.org")
