"""Looking codes up and comparing names, throttled."""

import pytest

from courses.actions.verification import COMPARISONS, MISSES, compare_name, look_up
from lms.common.errors import ThrottledError
from lms.common.keys import new_code
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db


def test_a_scraper_is_stopped_and_others_go_on():
    code = CertificateFactory().code
    for _ in range(MISSES):
        assert look_up(code=new_code(), address="203.0.113.1").state == "unknown"
    for asked in (new_code(), code):
        with pytest.raises(ThrottledError, match="10 Minuten"):
            look_up(code=asked, address="203.0.113.1")
    assert look_up(code=code, address="203.0.113.2").state == "valid"


def test_known_codes_are_never_counted():
    code = CertificateFactory().code
    for _ in range(MISSES + 5):
        assert look_up(code=code, address="203.0.113.1").state == "valid"


@pytest.mark.parametrize(
    "change", [str.upper, lambda c: c[:-1], lambda c: f"{c} ", lambda c: f"-{c}"]
)
def test_only_the_exact_code_counts(change):
    assert look_up(code=change(CertificateFactory().code), address="x").state == "unknown"


@pytest.mark.parametrize(
    ("name", "matches"),
    [
        ("Měrćin Müller-Łužyca", True),
        ("mercin mueller luzyca", True),
        ("Łužyca, Muller Měrćin", True),
        ("Měrćin Müller", False),
        ("", False),
    ],
)
def test_names_are_compared_generously_but_wholly(name, matches):
    assert compare_name(code=CertificateFactory().code, name=name) is matches


def test_guessing_names_is_stopped_per_code():
    certificate = CertificateFactory(facts=facts(holder="Jana Jung"))
    for _ in range(COMPARISONS):
        assert compare_name(code=certificate.code, name="Falsch") is False
    with pytest.raises(ThrottledError):
        compare_name(code=certificate.code, name="Jana Jung")
    other = CertificateFactory(facts=facts(holder="Jana Jung"))
    assert compare_name(code=other.code, name="Jana Jung")


def test_where_the_name_was_forgotten_nothing_is_claimed():
    assert compare_name(code=CertificateFactory(facts=facts(holder="")).code, name="Jana") is None


def test_an_unknown_code_has_no_holder():
    assert compare_name(code=new_code(), name="") is False
    assert compare_name(code=new_code(), name="Jana") is False
