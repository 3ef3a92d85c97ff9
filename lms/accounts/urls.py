"""Addresses of one's own account; allauth's pages stand beside them (``entrance_urls``)."""

from django.urls import path

from lms.accounts import views
from lms.accounts.entrance import with_token
from lms.accounts.privacy.views import own

app_name = "accounts"

urlpatterns = [
    path("", views.profile, name="profile"),
    path("zertifikatsname/", views.certificate_name, name="certificate-name"),
    path("notfallblatt/", views.recovery_sheet, name="recovery-sheet"),
    path("passwort/notfallblatt/", views.recover, name="recover"),
    path("registrieren/unter-16/", views.too_young, name="too-young"),
    path("bestaetigen/neu/", views.resend, name="resend"),
    path("einladung/<str:token>/", with_token(views.invitation), name="invitation"),
    # privacy: one's own data
    path("meine-daten/", own.my_data, name="my-data"),
    path("meine-daten/laden/", own.export, name="my-data-export"),
    path("loeschen/", own.erase, name="erase"),
    path("loeschen/behalten/", own.keep, name="erase-keep"),
    path("zugriffe/", own.looks, name="looks"),
]
