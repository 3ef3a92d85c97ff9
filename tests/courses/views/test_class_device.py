"""The mark of a device."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from courses.actions.school_class.founding import renew_sheet
from courses.views.class_device import cookie_name, mark_device, marked_class
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db


def marked(here, at=NOW):
    response = HttpResponse()
    mark_device(response, here.school_class, at=at)
    request = RequestFactory().get("/")
    request.COOKIES[cookie_name()] = response.cookies[cookie_name()].value
    return request, response.cookies[cookie_name()]


def test_a_device_belongs_to_a_class_for_a_school_day():
    here = room(seats=0)
    request, cookie = marked(here)
    assert marked_class(request, at=NOW + timedelta(hours=6))[0] == here.school_class
    assert marked_class(request, at=NOW + timedelta(hours=7)) is None  # six in the evening
    assert cookie["httponly"]
    assert cookie["max-age"] <= 10 * 3600


def test_a_new_sheet_or_a_forged_mark_ends_it():
    here = room(seats=0)
    request, _cookie = marked(here)
    renew_sheet(school_class=here.school_class, actor=here.lead, at=timezone.now())
    assert marked_class(request, at=NOW) is None
    request.COOKIES[cookie_name()] = "gefälscht"
    assert marked_class(request, at=NOW) is None


def test_with_tls_the_mark_is_bound_to_the_host(settings):
    settings.SESSION_COOKIE_SECURE = True
    _request, cookie = marked(room(seats=0))
    assert cookie.key == "__Host-klassengeraet"
    assert cookie["secure"]
