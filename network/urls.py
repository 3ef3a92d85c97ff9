"""Addresses of the partner directory."""

from django.urls import path

from network.views import coverage, directory, graph, plan, start

app_name = "network"

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
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
]
