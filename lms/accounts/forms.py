"""Forms of sign-up, sign-in and one's own account; allauth's, where ours differ only in words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lms.accounts.actions import issue_code
from lms.accounts.adapters import PENDING_EMAIL
from lms.accounts.consent.forms import AGREES
from lms.accounts.consent.queries import current_text
from lms.accounts.consent.rules import GUARDED, SPEAKS
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.fields import PASSWORD_HELP, CodeField, NewPasswordField
from lms.accounts.models import User
from lms.accounts.queries import person_with_email
from lms.common.keys import new_key


def name_fields(form: forms.Form, **labels: Any) -> None:
    """Label fields of an allauth form; its placeholders, which vanish on typing, go."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label = labels[name]


class LoginForm(allauth_forms.LoginForm):
    """Sign in with user name or e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(
            self,
            login=_("Benutzername oder E-Mail-Adresse"),
            password=_("Passwort"),
            remember=_("Angemeldet bleiben (nur auf dem eigenen Gerät)"),
        )
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none")
        self.fields["password"].help_text = ""

    def user_credentials(self) -> dict[str, str]:
        """Try an address as an address only: two tries would take twice as long and so tell."""
        credentials: dict[str, str] = super().user_credentials()
        if "email" in credentials:
            credentials.pop("username", None)
        return credentials


class SignupForm(allauth_forms.SignupForm):
    """Address and password of somebody from 16 on, whose band was asked on the page before.

    Who is 16 or 17 also consents here: the account rests on it (``consent.rules``).
    """

    data: Any
    cleaned_data: dict[str, Any]
    band = forms.ChoiceField(
        choices=[(band, band.label) for band in AgeBand if band not in GUARDED],
        widget=forms.HiddenInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agrees = forms.BooleanField(label=AGREES)
    field_order = ["band", "version", "email", "password1", "agrees"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, email=_("E-Mail-Adresse"), password1=_("Passwort"))
        self.fields["password1"].help_text = PASSWORD_HELP
        if self["band"].value() in SPEAKS:
            self.fields["version"].initial = current_text(Purpose.ACCOUNT).version
        else:
            del self.fields["agrees"], self.fields["version"]

    def clean_version(self) -> int:
        """Agreeing to a text that changed while it was read says nothing."""
        newest = current_text(Purpose.ACCOUNT).version
        if self.cleaned_data["version"] != newest:
            # Shown again with the new text, and with its version.
            self.data = {**self.data.dict(), "version": newest, "agrees": ""}
            raise forms.ValidationError(
                _("Der Text hat sich inzwischen geändert. Bitte lesen Sie die neue Fassung.")
            )
        return int(self.cleaned_data["version"])

    def validate_unique_email(self, value: str) -> str:
        """An address is taken by whose account it is, not by whoever merely wants to add it."""
        self.account_already_exists = person_with_email(value) is not None
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Register, or answer exactly as if, with an address that is taken."""
        request.session[PENDING_EMAIL] = self.cleaned_data["email"]
        if self.account_already_exists:
            self._rehearse(request)
        answer: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return answer

    @transaction.atomic
    def _rehearse(self, request: HttpRequest) -> None:
        """Write what a new account writes, and take it back: the answer comes as late."""
        given = self.cleaned_data
        self.account_already_exists = False
        self.cleaned_data = {**given, "email": f"{new_key()}@example.invalid"}
        user = self.save(request)
        issue_code(user=user, email=user.email, at=user.date_joined)
        transaction.set_rollback(True)
        self.account_already_exists, self.cleaned_data = True, given


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        name_fields(self, oldpassword=_("Bisheriges Passwort"), password1=_("Neues Passwort"))
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = PASSWORD_HELP


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """A first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        name_fields(self, password1=_("Neues Passwort"))
        self.fields["password1"].help_text = PASSWORD_HELP


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Ask for a reset mail."""

    users: list[User]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, email=_("E-Mail-Adresse"))

    def clean_email(self) -> str:
        """Reset only by an account's own address, never by one somebody merely wants to add."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.email.lower() == email.lower()]
        return email


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, by the link of a reset mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        name_fields(self, password1=_("Neues Passwort"))
        self.fields["password1"].help_text = PASSWORD_HELP


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, password=_("Passwort"))
        self.fields["password"].help_text = ""


class AddEmailForm(allauth_forms.AddEmailForm):
    """A new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, email=_("Neue E-Mail-Adresse"))

    def clean_email(self) -> str:
        """Who is under 14 has an account without an address."""
        if self.user.age_band == AgeBand.UNDER_14:
            raise forms.ValidationError(
                _("Unter 14 Jahren speichern wir keine E-Mail-Adresse zum Konto.")
            )
        email: str = super().clean_email()
        return email


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey; good for signing in without the password unless one says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name des Passkeys")
        self.fields["name"].help_text = _("Zum Beispiel „Mein Telefon“.")
        self.fields["passwordless"].label = _("Auch ohne Passwort anmelden")
        self.fields["passwordless"].help_text = _(
            "Das Gerät fragt dann nach Fingerabdruck, Gesicht oder PIN."
        )
        self.fields["passwordless"].initial = True


class ConfirmCodeForm(forms.Form):
    """Confirm an address by the code from the mail, on any device."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    code = CodeField(label=_("Code aus der E-Mail"), autocomplete="one-time-code")


class ResendForm(forms.Form):
    """Ask for another confirmation mail."""

    email = forms.EmailField()


class RecoverForm(forms.Form):
    """A new password, by a code of the printed sheet or from a guardian."""

    username = forms.CharField(
        label=_("Benutzername"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = CodeField(label=_("Code"))
    password = NewPasswordField()

    def clean_password(self) -> str:
        """Check what can be checked without knowing whose password it will be."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class InvitationForm(forms.Form):
    """Name and first password of an invited person."""

    display_name = forms.CharField(
        label=_("Wie dürfen wir Sie nennen?"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = NewPasswordField(label=_("Passwort"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].initial = user.display_name
        self.user = user

    def clean_password(self) -> str:
        """A password unlike the person's name and address."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ProfileForm(forms.Form):
    """How one is greeted and in which language mails come."""

    display_name = forms.CharField(
        label=_("Anzeigename"),
        required=False,
        max_length=80,
        help_text=_("So begrüßen wir Sie. Ein Vorname oder Spitzname genügt."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(label=_("Sprache der E-Mails"), choices=settings.LANGUAGES)


class CertificateNameForm(forms.Form):
    """The name certificates carry."""

    name = forms.CharField(
        label=_("Name auf Zertifikaten"),
        max_length=120,
        help_text=_("Vor- und Nachname, so wie sie gedruckt werden sollen."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
