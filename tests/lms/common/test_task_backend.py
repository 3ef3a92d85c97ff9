import pytest
from django.db import transaction
from wagtail.models import Page

from lms.common.task_backend import CeleryBackend, run_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch):
    calls = []
    monkeypatch.setattr(run_task, "delay", lambda *args: calls.append(args))
    return calls


@pytest.fixture
def backend(settings):
    settings.TASKS = {"default": {"BACKEND": "lms.common.task_backend.CeleryBackend"}}
    return CeleryBackend("default", {})


def wagtail_task():
    from wagtail.tasks import update_reference_index_task

    return update_reference_index_task


def test_task_is_sent_on_commit_only(backend, sent):
    with transaction.atomic():
        backend.enqueue(wagtail_task(), ["wagtailcore", "page", "1"], {})
        assert sent == []
    assert len(sent) == 1


def test_rolled_back_work_sends_nothing(backend, sent):
    with pytest.raises(RuntimeError), transaction.atomic():
        backend.enqueue(wagtail_task(), ["wagtailcore", "page", "1"], {})
        raise RuntimeError
    assert sent == []


def test_broker_that_is_away_never_stops_a_save(backend, monkeypatch):
    def away(*args):
        raise ConnectionError("planted")

    monkeypatch.setattr(run_task, "delay", away)
    with transaction.atomic():
        backend.enqueue(wagtail_task(), ["wagtailcore", "page", "1"], {})
    assert Page.objects.exists()


def test_worker_runs_the_task_named(settings):
    page = Page.objects.first()
    run_task(wagtail_task().module_path, ["wagtailcore", "page", str(page.pk)], {})
    assert Page.objects.filter(pk=page.pk).exists()
