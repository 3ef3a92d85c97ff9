"""T15: at no door can one tell by answer or time whether somebody, or a code, is known.

Two hundred pairs at each door, with the real password hash: bodies, statuses and headers equal
after masking what was typed; times (of CPU, sharper than any stopwatch outside) not to be told
apart by Mann-Whitney, or medians closer than a network shows. A door whose guard is taken away
must turn red.
"""

import functools
import random
import re
import time
from statistics import median

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from scipy.stats import mannwhitneyu

from courses.actions.school_class.joining import close_joining, open_joining
from lms.accounts import codes
from lms.accounts.actions import invite_guardian_of_seat, new_recovery_sheet, use_code
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.common.keys import ALPHABET
from tests.factories.accounts import PASSWORD
from tests.factories.certificates import CertificateFactory
from tests.support.consent import child
from tests.support.school_class import room

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

PAIRS = 200
LEAST_P, GAP_MS = 0.01, 15  # one of the two must hold
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # against forged requests
CLOCK = {"X-Request-Id", "Expires"}  # differ in each answer
WRONG = "bcdf-ghjk-mnpq-rstv"
REAL_HASH = ["lms.accounts.hashers.LightArgon2PasswordHasher"]


@pytest.fixture(autouse=True)
def _real_hash(settings):
    settings.PASSWORD_HASHERS = REAL_HASH


@functools.cache
def hashed():
    """One real hash for all: what it costs is to check it."""
    return make_password(PASSWORD)


def somebody(number, *, has_email=True):
    """Somebody who is known at the door."""
    email = f"da{number}@example.org" if has_email else ""
    user = User.objects.create(username=f"da{number}", email=email, password=hashed())
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def post(name, typed, **values):
    """A request that names ``typed``, by somebody new."""
    return reverse(name), {**values}, typed


def signing_in_by_address(number):
    somebody(number)
    for typed in (f"da{number}@example.org", f"we{number}@example.org"):
        yield post("account_login", typed, login=typed, password="falsch geraten")


def signing_in_by_name(number):
    somebody(number, has_email=False)
    for typed in (f"da{number}", f"we{number}"):
        yield post("account_login", typed, login=typed, password="falsch geraten")


def resetting_the_password(number):
    somebody(number)
    for typed in (f"da{number}@example.org", f"we{number}@example.org"):
        yield post("account_reset_password", typed, email=typed)


def registering(number):
    somebody(number)
    for typed in (f"da{number}@example.org", f"we{number}@example.org"):
        yield post("account_signup", typed, email=typed, band="adult", password1=PASSWORD)


def resetting_with_a_code(number):
    new_recovery_sheet(user=somebody(number, has_email=False), at=timezone.now())
    for typed in (f"da{number}", f"we{number}"):
        yield post(
            "accounts:recover", typed, username=typed, code=WRONG, password="drei neue Wörter"
        )


def asking_for_a_guardians_link(number):
    child(emails=(f"da{number}@example.org",), at=timezone.now())
    for typed in (f"da{number}@example.org", f"we{number}@example.org"):
        yield post("guardian:new-link", typed, email=typed)


def typing_a_guardians_code(number):
    """One that was used, and one nobody ever had."""
    seat = User.objects.create(username=f"platz{number}", kind=AccountKind.SEAT)
    _guardian, used = invite_guardian_of_seat(seat=seat, actor_key="x", at=timezone.now())
    use_code(code=used, at=timezone.now())
    for typed in (used, codes.draw(4)):
        yield post("guardian:enter", typed, code=typed)


def joining_a_class(number):
    """By the code of a class that was closed, and by one nobody ever had."""
    here, now = room(seats=1), timezone.now()
    closed = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=now)
    close_joining(school_class=here.school_class, actor=here.lead, at=now)
    other = "".join(random.choice(ALPHABET) if c.isalnum() else c for c in closed)
    for typed in (closed, other):
        yield post("courses:card-join", typed, code=typed)


def verifying_a_certificate(number):
    """By a code that is wrong in its last letter only, and by one nobody ever had."""
    code = CertificateFactory().code
    near = code[:-1] + next(letter for letter in ALPHABET if letter != code[-1])
    for typed in (near, "".join(random.choices(ALPHABET, k=len(code)))):
        yield reverse("courses:verify", args=[typed]), None, typed


DOORS = [
    signing_in_by_address,
    signing_in_by_name,
    resetting_the_password,
    registering,
    resetting_with_a_code,
    asking_for_a_guardians_link,
    typing_a_guardians_code,
    joining_a_class,
    verifying_a_certificate,
]


def asked(request, number):
    """The answer, masked, and what it cost in milliseconds of CPU: neighbours do not blur that."""
    address, values, typed = request
    client = Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
    begin = time.process_time()
    answer = client.get(address) if values is None else client.post(address, values)
    took = (time.process_time() - begin) * 1000
    body = TOKEN.sub(b"", answer.content).replace(typed.encode(), b"")
    headers = {name: value for name, value in answer.headers.items() if name not in CLOCK}
    return (answer.status_code, headers, body), took


def measured(door, pairs):
    """The times of those known and of those unknown, drawn in turn; answers that differ."""
    dice, known, unknown, different = random.Random(15), [], [], 0
    for number in range(-3, pairs):  # the first ones warm up
        pair = list(enumerate(door(number + 3)))
        dice.shuffle(pair)
        cache.clear()  # what was counted; nobody is throttled here
        found = {}
        for place, request in pair:
            found[place] = asked(request, 2 * (number + 3) + place)
        if number >= 0:
            different += found[0][0] != found[1][0]
            known.append(found[0][1])
            unknown.append(found[1][1])
    return known, unknown, different


def can_be_told(known, unknown):
    """Whether the times give it away, and the figures."""
    test = mannwhitneyu(known, unknown)
    gap = abs(median(known) - median(unknown))
    auc = test.statistic / (len(known) * len(unknown))
    figures = f"AUC {auc:.3f}, p {test.pvalue:.3f}, medians {median(known):.1f} and {median(unknown):.1f} ms"
    return test.pvalue <= LEAST_P and gap >= GAP_MS, figures


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_cannot_be_told_apart(door):
    known, unknown, different = measured(door, PAIRS)
    is_told, figures = can_be_told(known, unknown)
    print(f"\n{door.__name__}: {figures}")  # noqa: T201  (the proof's table)
    assert different == 0
    assert not is_told, figures


def test_a_door_without_its_guard_is_found(monkeypatch):
    """Negative control: an unknown name costs no hash any more."""
    monkeypatch.setattr(
        "allauth.account.auth_backends.AuthenticationBackend._mitigate_timing_attack",
        lambda self, password: None,
    )
    known, unknown, _different = measured(signing_in_by_name, PAIRS // 4)
    is_told, figures = can_be_told(known, unknown)
    assert is_told, figures
