import pytest

from lms.accounts.start import course_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/de/kurse/bcdfghjkmn-sicher-im-netz/einschreiben/", "bcdfghjkmn"),
        ("/en/kurse/bcdfghjkmn-sicher-im-netz/einschreiben/?x=1", "bcdfghjkmn"),
        ("/de/kurse/bcdfghjkmn-sicher-im-netz/", ""),
        ("/de/kurse/", ""),
        ("/xx/kurse/bcdfghjkmn-sicher-im-netz/einschreiben/", ""),
        ("//evil.example/de/kurse/bcdfghjkmn-x/einschreiben", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_course_key_reads_only_the_enrolment_page(address, key):
    assert course_key(address) == key
