import pytest

from lms.accounts.enums import MailKind
from lms.accounts.mail_forms import Words, plain, render, write

SWITCH = "https://lernkette.example/de/abschalten/x/"
WORDS = Words("x", "Kurs", "Guten Tag,\n\nes <b>beginnt</b>.", "de")


@pytest.mark.parametrize(("language", "greeting"), [("de", "Guten Tag,"), ("en", "Hello,")])
def test_words_are_in_the_language_of_the_reader(language, greeting):
    words = write("email/exception_asked", {"title": "Łužyca", "link": "x"}, language)
    assert (words.name, words.language, words.html) == ("exception_asked", language, "")
    assert "Łužyca" in words.subject
    assert words.text.startswith(greeting)


def test_both_forms_say_the_same_and_how_to_switch_this_kind_off():
    forms = render(WORDS, kind=MailKind.TASKS, is_own=True, switch=SWITCH)
    assert forms.text.startswith(WORDS.text)
    assert "es &lt;b&gt;beginnt&lt;/b&gt;." in forms.html
    assert SWITCH in forms.text
    assert f'href="{SWITCH}"' in forms.html


def test_the_plain_form_for_previews_has_no_switch():
    assert plain(WORDS).startswith(WORDS.text)
    assert "abschalten" not in plain(WORDS)
