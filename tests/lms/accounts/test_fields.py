"""Fields that forms of accounts share."""

from lms.accounts.fields import CodeField, NewPasswordField


def test_password_is_never_filled_in_by_the_browser_as_an_old_one():
    field = NewPasswordField()
    assert field.widget.attrs["autocomplete"] == "new-password"
    assert field.clean(" mit Rand ") == " mit Rand "


def test_code_is_left_alone_by_keyboards():
    attrs = CodeField(autocomplete="one-time-code").widget.attrs
    assert attrs["autocomplete"] == "one-time-code"
    assert (attrs["autocapitalize"], attrs["spellcheck"]) == ("none", "false")
