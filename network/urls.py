"""Addresses of the partner directory."""

from django.urls import path

from network.views import directory

app_name = "network"

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
]
