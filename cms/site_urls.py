"""Addresses of the site's own pages outside the admin."""

from django.urls import path

from cms import views

app_name = "site"

urlpatterns = [path("barriere-melden/", views.barrier_report, name="barrier-report")]
