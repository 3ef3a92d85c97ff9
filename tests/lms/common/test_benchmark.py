import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory

from lms.accounts.models import User
from lms.common.benchmark import QueryCountMiddleware, floor

pytestmark = pytest.mark.django_db


def test_statements_are_counted_in_a_header():
    def view(_request):
        return HttpResponse(str(User.objects.count() + User.objects.count()))

    assert QueryCountMiddleware(view)(RequestFactory().get("/"))["X-Query-Count"] == "2"


def test_the_floor_asks_twice(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert "<li>" in floor(RequestFactory().get("/")).content.decode()


def test_the_floor_of_what_records_something_writes_one_row():
    for _ in range(2):
        assert floor(RequestFactory().post("/")).status_code == 200
    assert Session.objects.count() == 1


def test_no_site_serves_the_floor(client):
    assert client.get("/benchmark/floor").status_code == 404
