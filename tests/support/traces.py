"""Everything a site wrote anywhere, to search it for what must not be there."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import caches


def written(caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """Each table, the logs, mails, both caches and all files, public and private, as text."""
    texts = {
        model._meta.label: str(list(model._base_manager.values_list()))
        for model in apps.get_models()
    }
    texts["logs"] = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    texts["mails"] = "".join(f"{one.subject}{one.body}{one.to}" for one in mail.outbox)
    for name in settings.CACHES:
        texts[f"cache {name}"] = str(vars(caches[name])["_cache"])
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        for file in Path(root).rglob("*"):
            if file.is_file():
                texts[str(file)] = file.read_bytes().decode("latin-1")
    return texts


def places_of(words: Iterable[str], texts: dict[str, str]) -> list[tuple[str, str]]:
    """Where which of the words stand."""
    wanted = list(words)
    return [(place, word) for place, text in texts.items() for word in wanted if word in text]
