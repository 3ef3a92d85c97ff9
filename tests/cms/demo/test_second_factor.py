import pytest

from cms.demo.second_factor import activate, current_code, secret_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_account_keeps_its_first_secret():
    user = UserFactory()
    assert secret_of(user) is None
    activate(user, "JBSWY3DPEHPK3PXP")
    activate(user, "AAAAAAAAAAAAAAAA")
    assert secret_of(user) == "JBSWY3DPEHPK3PXP"


def test_a_code_has_six_digits():
    assert len(current_code("JBSWY3DPEHPK3PXP")) == 6
