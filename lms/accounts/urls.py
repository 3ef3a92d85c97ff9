"""Addresses of one's own account; allauth's pages stand beside them (``entrance_urls``)."""

from django.urls import path

from lms.accounts import mail_views, views
from lms.accounts.entrance import with_token

app_name = "accounts"

urlpatterns = [
    path("", views.profile, name="profile"),
    path("zertifikatsname/", views.certificate_name, name="certificate-name"),
    path("e-mails/", mail_views.mails, name="mails"),
    path("e-mails/adresse-stimmt/", mail_views.retry, name="mails-retry"),
    path("e-mails/abschalten/<str:token>/", with_token(mail_views.off), name="mails-off"),
    path("notfallblatt/", views.recovery_sheet, name="recovery-sheet"),
    path("passwort/notfallblatt/", views.recover, name="recover"),
    path("registrieren/unter-16/", views.too_young, name="too-young"),
    path("bestaetigen/neu/", views.resend, name="resend"),
    path("einladung/<str:token>/", with_token(views.invitation), name="invitation"),
]
