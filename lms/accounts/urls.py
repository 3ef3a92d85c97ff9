"""Addresses of one's own account; allauth's pages stand beside them."""

from django.urls import path

from lms.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.profile, name="profile"),
]
