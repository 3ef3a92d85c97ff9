"""Addresses of sign-in, sign-up, e-mail, password, second factor and sessions.

allauth's views under their own names, at German paths like every other page. What is not listed
is closed.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, path, re_path

from lms.accounts import entrance, views
from lms.accounts.consent.views.signup import signup
from lms.accounts.entrance import View, at_home, with_token


def _at(address: str, view: View, name: str) -> URLPattern:
    return path(address, at_home(view), name=name)


RESET = "passwort/vergessen/"
FACTOR = "zweiter-faktor/"

urlpatterns = [
    _at("anmelden/", account.login, "account_login"),
    path("abmelden/", entrance.logout, name="account_logout"),
    _at("gesperrt/", account.account_inactive, "account_inactive"),
    path("registrieren/", signup, name="account_signup"),
    path("bestaetigen/", views.confirm, name="account_email_verification_sent"),
    path(
        "bestaetigen/<str:key>/",
        with_token(at_home(account.confirm_email)),
        name="account_confirm_email",
    ),
    _at("zugang-pruefen/", account.reauthenticate, "account_reauthenticate"),
    _at("e-mail/", account.email, "account_email"),
    _at("passwort/aendern/", account.password_change, "account_change_password"),
    _at("passwort/festlegen/", account.password_set, "account_set_password"),
    _at(RESET, account.password_reset, "account_reset_password"),
    _at(f"{RESET}gesendet/", account.password_reset_done, "account_reset_password_done"),
    _at(
        f"{RESET}fertig/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        rf"^{RESET}(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-:\w]+)/$",
        with_token(at_home(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    _at("sitzungen/", usersessions.list_usersessions, "usersessions_list"),
    _at(FACTOR, mfa.index, "mfa_index"),
    _at(f"{FACTOR}anmelden/", mfa.authenticate, "mfa_authenticate"),
    _at(f"{FACTOR}pruefen/", mfa.reauthenticate, "mfa_reauthenticate"),
    _at(f"{FACTOR}app/einrichten/", totp.activate_totp, "mfa_activate_totp"),
    _at(f"{FACTOR}app/entfernen/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _at(f"{FACTOR}codes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _at(
        f"{FACTOR}codes/neu/",
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    _at(
        f"{FACTOR}codes/laden/",
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    _at(f"{FACTOR}passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    _at(f"{FACTOR}passkeys/neu/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _at(f"{FACTOR}passkeys/anmelden/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _at(
        f"{FACTOR}passkeys/pruefen/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
    ),
    _at(f"{FACTOR}passkeys/<int:pk>/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    path(
        f"{FACTOR}passkeys/<int:pk>/entfernen/",
        entrance.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
]
