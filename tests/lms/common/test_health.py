import pytest
from django.db import OperationalError, connection

from lms.common import health
from lms.settings.data import cache


@pytest.mark.django_db
def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_names_every_part(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert set(response.json()["parts"]) == {"database", "disk", "cache", "broker", "pdf"}
    assert response.json()["parts"]["database"] == "ok"


@pytest.mark.django_db
def test_not_ready_without_database(client, settings):
    def refuse(execute, *args):
        raise OperationalError("planted")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["parts"]["database"] == "down"


def test_broker_that_is_away_is_told(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert health.broker() is False


def test_cache_that_is_away_is_told(settings):
    url = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": cache(url, "default", stand_in="memory"),
        "sessions": cache(url, "sessions", stand_in="nothing"),
    }
    assert health.cache_store() is False


def test_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(health, "MIN_FREE_BYTES", 10**18)
    assert health.disk() is False
