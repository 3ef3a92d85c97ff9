"""Part or whole page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from lms.common.htmx import wants_part


@pytest.mark.parametrize(
    ("headers", "is_part"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_only_htmx_asks_for_parts(headers, is_part):
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda request: HttpResponse())(request)
    assert wants_part(request) is is_part


def test_without_the_middleware_it_is_the_whole_page():
    assert wants_part(RequestFactory().get("/")) is False
