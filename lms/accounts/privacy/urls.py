"""Addresses of the office's cases and of the data-protection officer."""

from django.urls import path

from lms.accounts.privacy.views import incidents, office, officer

app_name = "privacy"

urlpatterns = [
    path("", officer.overview, name="overview"),
    path("verzeichnis/", officer.register_page, name="register"),
    path("zugriffe/", officer.log, name="log"),
    path("vorfall/", officer.drill, name="drill"),
    path("vorfaelle/", incidents.incidents, name="incidents"),
    path("vorfaelle/neu/", incidents.incident_new, name="incident-new"),
    path("vorfaelle/<str:number>/", incidents.incident, name="incident"),
    path("vorgaenge/", office.cases, name="cases"),
    path("vorgaenge/neu/", office.case_new, name="case-new"),
    path("vorgaenge/<str:number>/abschliessen/", office.case_close, name="case-close"),
    path("person/", office.person_search, name="person-search"),
    path("person/<str:key>/", office.person, name="person"),
    path("person/<str:key>/auskunft/", office.person_export, name="person-export"),
    path("person/<str:key>/loeschen/", office.person_erase, name="person-erase"),
]
