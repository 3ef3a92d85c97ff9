"""Addresses of the partner network."""

from django.urls import path

from network.views import case_acts, cases, cooperations, directory

app_name = "network"

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
    # cases
    path("netzwerk/faelle/", cases.cases, name="cases"),
    path("netzwerk/faelle/neu/", cases.case_new, name="case-new"),
    path("netzwerk/faelle/aufgabe/<str:task>/", cases.task, name="case-task"),
    path("netzwerk/faelle/<str:case>/", cases.case, name="case"),
    path(
        "netzwerk/faelle/<str:case>/vereinbarung.<str:kind>",
        cases.agreement,
        name="case-agreement",
    ),
    path("netzwerk/faelle/<str:case>/<str:act>/", case_acts.act, name="case-act"),
    path("netzwerk/kooperationen/", cooperations.cooperations, name="cooperations"),
    path("netzwerk/kooperationen/<str:cooperation>/", cooperations.cooperation, name="cooperation"),
]
