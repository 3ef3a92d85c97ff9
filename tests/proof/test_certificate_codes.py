# ruff: noqa: T201 - the figures are what this proof is for
"""T26: 50,000 guesses at codes find no certificate, no time tells how near one is, scrapers wait.

The codes are random ones and such that look like real ones: a letter changed, taken out or doubled,
other case, letters of other scripts, parts of two. Each is asked of the same action as a visitor's.
"""

import http.client
import random
import threading
import time
import unicodedata
from collections import Counter
from http import HTTPStatus
from statistics import median, quantiles
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.management.benchmark.server import Server
from courses.actions import verification as door
from courses.actions.verification import MISSES, look_up
from courses.models import Certificate, StatusList
from courses.queries.verification import UNKNOWN
from lms.common.keys import ALPHABET, new_code
from tests.factories.certificates import NOW, CertificateFactory
from tests.proof.test_account_timing import can_be_told
from tests.support.own_site import own_site, run

pytestmark = pytest.mark.proof
GUESSES, REAL, PAIRS = 50_000, 200, 400
TWINS = {"b": "Ƅь", "c": "сϲ", "d": "ԁ", "g": "ɡ", "h": "һ", "j": "ј", "p": "р", "s": "ѕ", "v": "ν",
         "w": "ԝ", "x": "х", "y": "у", "2": "２", "3": "З３", "5": "５", "6": "б"}  # fmt: skip
HONEST, SCRAPES, PATIENCE = 120, 3_000, 0.3  # requests; seconds
KNOWN, SCRAPER, READER = "bcdfghjkmnpqrstvwxyz2345678", "127.0.0.2", "127.0.0.3"

PREPARE = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("load_vocabularies", verbosity=0)
from tests.factories.certificates import CertificateFactory
CertificateFactory(code={KNOWN!r})
"""


def certificates(count):
    first = CertificateFactory()
    rows = [
        Certificate(
            code=new_code(), enrolment_key=f"k{number}", kind="achievement", facts=first.facts,
            achievement=first.achievement, status_list=first.status_list, issued_at=NOW,
            status_index=first.status_index + 1 + number,
        )
        for number in range(count - 1)
    ]  # fmt: skip
    Certificate.objects.bulk_create(rows)
    assert StatusList.objects.count() == 1
    return list(Certificate.objects.values_list("code", flat=True))


def near(code, other, dice):
    """A code that looks like a real one."""
    at = dice.randrange(len(code))
    letter = dice.choice([one for one in ALPHABET if one != code[at]])
    places = [place for place, one in enumerate(code) if one in TWINS]
    place = dice.choice(places) if places else at
    twin = dice.choice(TWINS.get(code[place], letter))
    cut = dice.randrange(1, len(code))
    return dice.choice([
        code[:at] + letter + code[at + 1 :],
        code[:at] + code[at + 1 :],
        code[:at] + code[at] + code[at:],
        code[:place] + twin + code[place + 1 :],
        code.upper(),
        code[:at] + code[at].swapcase() + code[at + 1 :] if code[at].isalpha() else code.title(),
        unicodedata.normalize("NFKC", code).translate({ord(c): ord(c) + 0xFEE0 for c in code}),
        code[:cut] + other[cut:],
        f" {code}", f"{code} ", f"{code}\n", f"{code}\u200b", f"{code}'--", f"{code}%", f"{code}/",
        code[:at] + "_" + code[at + 1 :], code[:at] + "%" + code[at + 1 :], code[::-1], f"0{code[1:]}",
    ])  # fmt: skip


@pytest.mark.django_db
def test_fifty_thousand_guesses_find_nothing():
    codes, dice = certificates(REAL), random.Random(26)
    found = Counter()
    for number in range(GUESSES):
        guess = "".join(dice.choices(ALPHABET, k=27))
        if number % 2:
            guess = near(*dice.sample(codes, 2), dice)
        if guess in codes:  # two real ones cut and joined may be one of them
            continue
        address = f"10.0.{number // MISSES >> 8}.{number // MISSES & 255}"  # each as long as it may
        found[look_up(code=guess, address=address).state] += 1
    print(f"\n{found}")
    assert set(found) == {UNKNOWN}
    assert found[UNKNOWN] > GUESSES * 0.99
    assert all(look_up(code=code, address="10.9.9.9").state != UNKNOWN for code in codes)


@pytest.mark.django_db
def test_strange_codes_are_simply_unknown():
    """Over HTTP, where the address is decoded: none finds anything, none breaks the server."""
    code = CertificateFactory().code
    strange = [code.upper(), f"{code}%00", f"%00{code}", f"{code[:-1]}%F0%9F%8E%89", f"{code}%0A", f"{code}%2e",
               "%C0%AE" * 9, "9" * 4_000, "%25" * 20, quote("'; DROP TABLE x; --"), "Ⅷ" * 27]  # fmt: skip
    client = Client()
    for number, one in enumerate(strange):
        for path in (f"/de/zertifikat/{one}/", f"/api/v1/certificates/{one}"):
            answer = client.get(path, REMOTE_ADDR=f"10.1.1.{number}")
            assert answer.status_code in {400, 404}, (path, answer.status_code)


DOORS = {
    "page": lambda code: reverse("courses:verify", args=[code]),
    "api": lambda code: f"/api/v1/certificates/{code}",
}


def timed(address, number):
    client = Client(REMOTE_ADDR=f"10.2.{number >> 8 & 255}.{number & 255}")
    begin = time.process_time()
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND
    return (time.process_time() - begin) * 1000


def times(way, codes, pairs):
    """Milliseconds of CPU for codes wrong in the last letter alone, and for random ones."""
    dice, wrong, foreign = random.Random(26), [], []
    for number in range(-5, pairs):
        code = dice.choice(codes)
        last = dice.choice([one for one in ALPHABET if one != code[-1]])
        pair = [(wrong, code[:-1] + last), (foreign, "".join(dice.choices(ALPHABET, k=27)))]
        dice.shuffle(pair)
        cache.clear()
        for place, (into, guess) in enumerate(pair):
            took = timed(DOORS[way](guess), 2 * number + place + 10)
            if number >= 0:  # the first ones warm up
                into.append(took)
    return wrong, foreign


@pytest.mark.django_db
@pytest.mark.parametrize("way", DOORS)
def test_no_time_tells_how_near_a_guess_is(way):
    wrong, foreign = times(way, certificates(REAL), PAIRS)
    is_told, figures = can_be_told(wrong, foreign)
    print(f"\n{way}: {figures}")
    assert not is_told, figures


@pytest.mark.django_db
def test_a_door_that_compares_letter_by_letter_is_found(monkeypatch):
    """Negative control: 0.8 ms of work for each letter that is right."""
    codes, usual = certificates(REAL), door.verification

    def leaking(code):
        shared = max(sum(1 for _ in iter_same(code, known)) for known in codes)
        until = time.process_time() + 0.0008 * shared
        while time.process_time() < until:
            pass
        return usual(code)

    monkeypatch.setattr(door, "verification", leaking)
    is_told, figures = can_be_told(*times("page", codes, PAIRS // 4))
    assert is_told, figures


def iter_same(one, other):
    for a, b in zip(one, other, strict=False):
        if a != b:
            return
        yield a


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_scraper_waits_and_an_honest_check_does_not(kind, tmp_path):
    """Two addresses of loopback at one server: one asks without end, one now and then."""
    with own_site(kind, tmp_path) as environment:
        run(PREPARE, environment)
        with Server(environment) as server:
            assert ask(server.port, READER, KNOWN)[0] == HTTPStatus.OK
            scraped, ends = Counter(), threading.Event()

            def scrape():
                dice = random.Random(7)
                for _ in range(SCRAPES):
                    if ends.is_set():
                        return
                    guess = "".join(dice.choices(ALPHABET, k=27))
                    scraped[ask(server.port, SCRAPER, guess)[0]] += 1

            scrapers = [threading.Thread(target=scrape) for _ in range(2)]
            for thread in scrapers:
                thread.start()
            honest = []
            for _ in range(HONEST):
                honest.append(ask(server.port, READER, KNOWN))
                time.sleep(0.02)
            ends.set()
            for thread in scrapers:
                thread.join()
    took = sorted(seconds for _status, seconds in honest)
    late = quantiles(took, n=20)[-1]
    print(
        f"\n{kind}: {dict(scraped)}; median {median(took):.3f} s, 95 % {late:.3f} s, worst {took[-1]:.3f} s"
    )
    assert {status for status, _seconds in honest} == {HTTPStatus.OK}
    assert scraped[HTTPStatus.NOT_FOUND] <= MISSES + 2  # two of one address may ask at once
    assert scraped[HTTPStatus.TOO_MANY_REQUESTS] > HONEST
    assert set(scraped) == {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}
    assert late < PATIENCE


def ask(port, address, code):
    """Status and seconds of one visit from an address."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=30, source_address=(address, 0)
    )
    connection.request("GET", f"/de/zertifikat/{code}/", headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.perf_counter() - begin
