"""Addresses of guardians, who have no account."""

from django.urls import path

from lms.accounts.consent.views import guardian
from lms.accounts.entrance import with_token

app_name = "guardian"

CHILD = "kind/<str:child>/"

urlpatterns = [
    path("", guardian.enter, name="enter"),
    path("code/<str:token>/", with_token(guardian.link), name="link"),
    path("neuer-link/", guardian.new_link, name="new-link"),
    path("schliessen/", guardian.close, name="close"),
    path(CHILD, guardian.page, name="child"),
    path(f"{CHILD}alter/", guardian.age, name="age"),
    path(f"{CHILD}passwort/", guardian.password, name="password"),
    path(f"{CHILD}daten/", guardian.data, name="data"),
    path(f"{CHILD}loeschen/", guardian.erase, name="erase"),
    path(f"{CHILD}behalten/", guardian.keep, name="keep"),
    path(f"{CHILD}beenden/", guardian.finish, name="finish"),
]
