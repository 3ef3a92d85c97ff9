"""Devices are named as people know them."""

import pytest

from lms.accounts.templatetags.devices import device

KIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/150.0 Safari/537.36", "Chrome, Linux"),
        (f"Mozilla/5.0 (Linux; Android 16) {KIT} Chrome/150.0 Mobile Safari/1", "Chrome, Android"),
        (f"Mozilla/5.0 (Windows) {KIT} Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) {KIT} Safari/604.1",
         "Safari, iPhone"),
        ("curl/8.0", "unbekanntes Gerät"),
        ("", "unbekanntes Gerät"),
    ],
)  # fmt: skip
def test_browser_and_system(user_agent, name):
    assert device(user_agent) == name
