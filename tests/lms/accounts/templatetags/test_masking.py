"""Addresses half hidden."""

from lms.accounts.templatetags.masking import masked


def test_only_the_owner_recognises_an_address():
    assert masked("maria.muster@example.org") == "m…@example.org"
