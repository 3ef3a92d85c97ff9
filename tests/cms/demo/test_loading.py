import pytest
from django.core.management import CommandError, call_command

from cms.models import CoursePage
from courses.models import Certificate, Course, Enrolment
from lms.accounts.models import User
from lms.taxonomy.models import ActionField
from network.models import Membership, Partner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def printed(capsys):
    call_command("load_demo")
    return capsys.readouterr().out


def test_the_demonstration_is_whole_and_loads_once(printed, capsys):
    counts = [model.objects.count() for model in (Partner, CoursePage, Course, User, Membership)]
    assert counts[:3] == [5, 3, 3]
    assert Enrolment.objects.count() == 2
    assert Certificate.objects.get().holder_name == "Maik Łužyca"
    assert {c.lessons.filter(is_open=True).count() for c in Course.objects.all()} == {1}
    fields = set(ActionField.objects.filter(courses__isnull=False).values_list("code", flat=True))
    assert fields == set(ActionField.objects.values_list("code", flat=True))
    call_command("load_demo")
    assert counts == [
        model.objects.count() for model in (Partner, CoursePage, Course, User, Membership)
    ]


def test_addresses_accounts_and_code_are_printed(printed):
    assert "Anmelden unter /de/konto/anmelden/" in printed
    for name in ("carla", "paul", "anna", "alex", "rosa", "lars", "lena", "maik", "ohne-mail"):
        assert name in printed


def test_staff_and_admins_need_their_second_factor(printed):
    needing = User.objects.filter(requires_second_factor=True).order_by("username")
    assert list(needing.values_list("username", flat=True)) == ["anna", "carla", "paul"]


def test_production_refuses(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Partner.objects.exists()
