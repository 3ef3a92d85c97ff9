"""Numbers of paper forms: drawn by chance, with letters that show a slip of the pen."""

from lms.accounts import codes
from lms.common.keys import ALPHABET

GROUPS = 3  # twelve letters, about 57 bits
CHECKS = 2
OWNER = "paper-form"
BASE = len(ALPHABET)
# Powers of small primes: one wrong letter, or two neighbours swapped, change the sum.
FACTOR = 5
MODULUS = BASE * BASE - 1


def draw_number() -> str:
    """Draw a number such as ``bcdf-2345-ghjk-m2``; the last two letters follow from the others."""
    number = codes.draw(GROUPS)
    return f"{number}-{_check(codes.normalised(number))}"


def is_well_formed(number: str) -> bool:
    """Whether the last two letters fit the others; says nothing about a form that exists."""
    plain = codes.normalised(number)
    body, check = plain[:-CHECKS], plain[-CHECKS:]
    if len(body) != GROUPS * codes.GROUP or any(letter not in ALPHABET for letter in body):
        return False
    return check == _check(body)


def number_hash(number: str) -> str:
    """What is stored of a number."""
    return codes.hashed(number, owner=OWNER)


def _check(body: str) -> str:
    total = 0
    for letter in body:
        total = (total * FACTOR + ALPHABET.index(letter) + 1) % MODULUS
    high, low = divmod(total, BASE)
    return ALPHABET[high] + ALPHABET[low]
