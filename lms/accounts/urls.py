"""Addresses of one's own account; allauth's pages stand beside them (``entrance_urls``)."""

from django.urls import path

from lms.accounts import mail_views, views
from lms.accounts.consent.views import own, texts, waiting
from lms.accounts.entrance import with_token
from lms.accounts.privacy.views import own as own_data

app_name = "accounts"

urlpatterns = [
    path("", views.profile, name="profile"),
    path("zertifikatsname/", views.certificate_name, name="certificate-name"),
    path("e-mails/", mail_views.mails, name="mails"),
    path("e-mails/adresse-stimmt/", mail_views.retry, name="mails-retry"),
    path("e-mails/abschalten/<str:token>/", with_token(mail_views.off), name="mails-off"),
    path("notfallblatt/", views.recovery_sheet, name="recovery-sheet"),
    path("passwort/notfallblatt/", views.recover, name="recover"),
    path("bestaetigen/neu/", views.resend, name="resend"),
    # consent: an account that waits, one's own decisions, the office's texts
    path("warten/", waiting.waiting, name="waiting"),
    path("warten/fragen/", waiting.ask, name="waiting-ask"),
    path("warten/noch-einmal/", waiting.again, name="waiting-again"),
    path("warten/papier/", waiting.paper, name="waiting-paper"),
    path("warten/loeschen/", waiting.delete, name="waiting-delete"),
    path("warten/behalten/", waiting.keep, name="waiting-keep"),
    path("einwilligungen/", own.consents, name="consents"),
    path("einwilligungen/texte/", texts.texts, name="consent-texts"),
    path("einwilligungen/zugang/<str:guardian>/", own.guardian_end, name="consent-guardian-end"),
    path("alter/", own.age, name="age"),
    path("einladung/<str:token>/", with_token(views.invitation), name="invitation"),
    # privacy: one's own data
    path("meine-daten/", own_data.my_data, name="my-data"),
    path("meine-daten/laden/", own_data.export, name="my-data-export"),
    path("loeschen/", own_data.erase, name="erase"),
    path("loeschen/behalten/", own_data.keep, name="erase-keep"),
    path("zugriffe/", own_data.looks, name="looks"),
]
