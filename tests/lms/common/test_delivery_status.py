import pytest
from hypothesis import given, strategies as st

from lms.common.delivery_status import read_notice
from tests.support.notices import DIGEST, notice


@pytest.mark.parametrize(
    ("action", "code", "is_failure", "is_hard"),
    [
        ("failed", "5.1.1", True, True),
        ("Failed", "5.0.0", True, True),
        ("failed", "5.2.2", True, False),  # full
        ("failed", "5.7.1", True, False),  # refused for what it is
        ("failed", "4.4.7", True, False),  # tried for too long
        ("delayed", "4.4.1", False, False),
        ("relayed", "2.0.0", False, False),
    ],
)
def test_what_a_notice_says(action, code, is_failure, is_hard):
    found = read_notice(notice(action=action, code=code))
    assert (found.is_failure, found.is_hard, found.code) == (is_failure, is_hard, code)
    assert found.digest == DIGEST


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_the_mail_is_known_by_its_own_message_id(kind):
    assert read_notice(notice(kind=kind)).digest == DIGEST


def test_the_id_of_the_notice_itself_says_nothing():
    assert read_notice(notice(inner="<somebody@else>")).digest == ""


@pytest.mark.parametrize("data", [b"", b"Subject: Abwesend\n\nBin weg", b"\xff\xfe\x00", b"\n" * 9])
def test_other_mails_are_no_notices(data):
    assert read_notice(data) is None


@given(st.binary(max_size=300))
def test_no_bytes_do_harm(data):
    broken = notice()[:200] + data
    found = read_notice(broken)
    assert found is None or isinstance(found.action, str)
