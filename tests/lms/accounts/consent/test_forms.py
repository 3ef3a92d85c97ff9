"""Forms around consent."""

from lms.accounts.consent.forms import AgreeForm, ChildSignupForm, ConsentTextForm
from tests.factories.accounts import PASSWORD


def test_addresses_typed_twice_count_once():
    form = ChildSignupForm({
        "band": "14_15", "password1": PASSWORD, "guardian_email": "A@example.org",
        "guardian_email_2": "a@example.org",
    })  # fmt: skip
    assert form.is_valid()
    assert form.emails() == ["a@example.org"]


def test_only_children_register_here():
    form = ChildSignupForm({"band": "adult", "password1": PASSWORD, "on_paper": "on"})
    assert form.errors.keys() == {"band"}


def test_box_is_never_ticked_beforehand():
    form = AgreeForm(purpose="digest", version=3)
    assert form["agrees"].value() is None
    assert form["version"].value() == 3
    assert not AgreeForm({"digest-version": 3}, purpose="digest", version=3).is_valid()


def test_texts_stand_by_language():
    form = ConsentTextForm({
        "purpose": "name", "title_de": "T", "text_de": "x", "title_en": "U", "text_en": "y",
    })  # fmt: skip
    assert form.is_valid()
    assert form.texts() == {"de": {"title": "T", "text": "x"}, "en": {"title": "U", "text": "y"}}
