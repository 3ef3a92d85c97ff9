import re

from lms.accounts.templatetags.mail_styles import COLOURS, DARK, STYLES, dark_style, mail_style
from tests.support.sources import ROOT


def test_the_colours_are_those_of_the_site():
    tokens = (ROOT / "lms/static/lms/css/tokens.css").read_text()
    missing = [pair for pair in COLOURS.values() if f"light-dark({', '.join(pair)})" not in tokens]
    assert missing == []


def test_every_style_is_whole_and_safe_in_an_attribute():
    for name in STYLES:
        style = mail_style(name)
        assert not set(style) & set('{}"<>')
        assert all(re.fullmatch(r"[a-z-]+:[^:]+", part) for part in style.split(";"))


def test_the_dark_rules_beat_the_inline_ones():
    rules = dark_style()
    assert rules.startswith("@media (prefers-color-scheme:dark){")
    assert rules.count("{") == rules.count("}") == len(DARK) + 1
    assert rules.count("!important") == sum(style.count(":") for style in DARK.values())
