"""Addresses of the partner network."""

from django.urls import path

from network.views import (
    case_acts,
    cases,
    consortium,
    cooperations,
    coverage,
    directory,
    funding_applications,
    funding_office,
    graph,
    own,
    own_entrance,
    own_links,
    own_listing,
    own_office,
    plan,
    programmes,
    start,
)

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
    # what partners keep themselves, and how they come in
    path("partner/<slug:slug>/kontakt/", own_entrance.contact, name="contact"),
    path("netzwerk/meine-einrichtung/", own.own, name="own"),
    path("netzwerk/meine-einrichtung/<str:partner>/", own.house, name="own-house"),
    path("netzwerk/meine-einrichtung/<str:partner>/profil/", own.profile, name="own-profile"),
    path("netzwerk/meine-einrichtung/<str:partner>/bestaetigen/", own.confirm, name="own-confirm"),
    path("netzwerk/meine-einrichtung/<str:partner>/hoechstzahl/", own_office.limit, name="limit"),
    path("netzwerk/meine-einrichtung/<str:partner>/orte/neu/", own.place_new, name="own-place-new"),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/orte/<int:place_id>/",
        own.place,
        name="own-place",
    ),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/eintraege/neu/",
        own_listing.listing_new,
        name="own-listing-new",
    ),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/eintraege/<str:listing>/",
        own_listing.listing,
        name="own-listing",
    ),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/eintraege/<str:listing>/status/",
        own_listing.listing_state,
        name="own-listing-state",
    ),
    path("netzwerk/bestaetigen/<str:token>/", own_links.confirm, name="confirm"),
    path("netzwerk/mitmachen/", own_entrance.apply, name="apply"),
    path("netzwerk/mitmachen/<str:token>/", own_links.apply_confirm, name="apply-confirm"),
    path("netzwerk/beanspruchen/postfach/<str:token>/", own_links.claim_prove, name="claim-prove"),
    path("netzwerk/beanspruchen/<slug:slug>/", own_entrance.claim, name="claim"),
    path("netzwerk/bewerbungen/", own_office.applications, name="applications"),
    path(
        "netzwerk/bewerbungen/<str:application>/",
        own_office.application_decide,
        name="application-decide",
    ),
    path(
        "netzwerk/bewerbungen/anspruch/<str:claim>/", own_office.claim_decide, name="claim-decide"
    ),
    path("netzwerk/vorlaeufig/", own_office.provisional, name="provisional"),
    # steering: start, coverage, plan, network view
    path("netzwerk/", start.start, name="start"),
    path("netzwerk/luecken/", coverage.coverage, name="coverage"),
    path("netzwerk/luecken/luecken.csv", coverage.coverage_csv, name="coverage-csv"),
    path("netzwerk/luecken/<path:cell>/", coverage.coverage_cell, name="coverage-cell"),
    path("netzwerk/plan/", plan.plan, name="plan"),
    path("netzwerk/plan/stand/", plan.progress, name="plan-progress"),
    path("netzwerk/plan/speichern/", plan.keep, name="plan-keep"),
    path("netzwerk/plan/wunsch/", plan.wish, name="plan-wish"),
    path("netzwerk/plan/festschreiben/", plan.lock, name="plan-lock"),
    path("netzwerk/plan/kontingent/", plan.quota, name="plan-quota"),
    path("netzwerk/netzwerk/", graph.graph, name="graph"),
    path("netzwerk/netzwerk/netzwerk.csv", graph.graph_csv, name="graph-csv"),
    # funding: programmes, their upkeep, applications, consortia
    path("netzwerk/foerderung/", programmes.programmes, name="programmes"),
    path("netzwerk/foerderung/termine.ics", programmes.deadlines, name="deadlines"),
    path("netzwerk/foerderung/pflege/", funding_office.programmes, name="programmes-office"),
    path("netzwerk/foerderung/pflege/neu/", funding_office.programme_new, name="programme-new"),
    path(
        "netzwerk/foerderung/pflege/programm/<slug:programme>/",
        funding_office.programme_edit,
        name="programme-edit",
    ),
    path(
        "netzwerk/foerderung/pflege/programm/<slug:programme>/geprueft/",
        funding_office.programme_checked,
        name="programme-checked",
    ),
    path("netzwerk/foerderung/antraege/", funding_applications.applications, name="grants"),
    path(
        "netzwerk/foerderung/antraege/<str:grant>/", funding_applications.application, name="grant"
    ),
    path(
        "netzwerk/foerderung/antraege/<str:grant>/stand/",
        funding_applications.application_move,
        name="grant-move",
    ),
    path("netzwerk/foerderung/programm/<slug:programme>/", programmes.programme, name="programme"),
    path(
        "netzwerk/foerderung/programm/<slug:programme>/termine.ics",
        programmes.programme_deadlines,
        name="programme-deadlines",
    ),
    path(
        "netzwerk/foerderung/programm/<slug:programme>/buendnis/",
        consortium.consortium,
        name="consortium",
    ),
    path(
        "netzwerk/foerderung/programm/<slug:programme>/antrag/",
        funding_applications.application_new,
        name="grant-new",
    ),
]
