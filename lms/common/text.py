"""Makes words comparable: folding, stemming, slugs; pure Python, so both databases find alike."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

# What Unicode does not take apart into letter and accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_NO_SLUG = re.compile(r"[^a-z0-9]+")
# Plurals in -s after these letters are borrowed words, which the German stemmer leaves alone.
_FOREIGN_PLURAL = re.compile(r"^\w{2,}[aopy]s$")
_SHORTEST = 2  # letters a word needs to be a term
# Categories of Unicode that no reader sees: control, direction, private use, not assigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"  # unseen, but letters of some scripts need them
LONGEST_TERM = 40
MOST_DIGITS = 18  # every such number fits into the databases' 64 bits

_STEMMERS = {name: snowballstemmer.stemmer(name) for name in ("german", "english")}
_LANGUAGES = {"de": "german", "de-simple": "german", "en": "english"}

# Folded word → stem, where the German rules cut too much ("Kurs" became "kur", but "Kurse"
# "kurs"; a "Bürger" is no "Burg") or too little.
_EXCEPTIONS = {
    **dict.fromkeys(["kurs", "kurse", "kursen", "kurses"], "kurs"),
    **dict.fromkeys(["burger", "burgern", "burgers", "burgerin", "burgerinnen"], "burger"),
    **dict.fromkeys(["bus", "busse", "bussen", "busses"], "bus"),
    **dict.fromkeys(["medium", "mediums", "medien"], "medi"),
    **dict.fromkeys(["senior", "senioren", "seniorin", "seniorinnen"], "senior"),
    **dict.fromkeys(["lernen", "lernt", "lerne", "lernst", "lernend", "gelernt"], "lern"),
}

STOP_WORDS = frozenset(
    "aber als am an auch auf aus bei bis da damit das dass dem den der des die dies diese dieser "
    "dieses doch du durch ein eine einem einen einer eines er es fur hat hier ich ihr ihre im in "
    "ist ja kann man mit nach nicht noch nur ob oder sich sie sind so uber um und uns vom von vor "
    "was wenn wer wie wir wird zu zum zur "
    "a all an and are as at be by can do for from has have how if into is it its not of on or our "
    "so that the their this to was we what when which who will with you your".split()
)


def fold(text: str) -> str:
    """Reduce a text to small base letters: ``Chóśebuz`` → ``chosebuz``, ``Maß`` → ``mass``."""
    # Compatibility forms first: a mathematical capital becomes a plain one before it is made small.
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", plain).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def spellings(text: str) -> list[str]:
    """Cut a text into its words as they are written, single letters left out."""
    composed = unicodedata.normalize("NFC", text)
    return [word for word in _WORD.findall(composed) if len(word) >= _SHORTEST]


def words(text: str) -> list[str]:
    """Cut a text into folded words, in order, with repetitions and stop words."""
    return [fold(word) for word in spellings(text)]


@lru_cache(maxsize=20_000)
def stem(word: str, language: str = "de") -> str:
    """Reduce a folded word to its stem; in a language without rules the word stays as it is."""
    name = _LANGUAGES.get(language)
    if name is None:
        return word[:LONGEST_TERM]
    if name == "german":
        known = _EXCEPTIONS.get(word) or _EXCEPTIONS.get(_without_digraphs(word))
        if known:
            return known
        if _FOREIGN_PLURAL.match(word):
            word = word[:-1]
    return fold(_STEMMERS[name].stemWord(word))[:LONGEST_TERM]


def terms(text: str, language: str = "de") -> list[str]:
    """List the stems of a text in order, with repetitions, without stop words."""
    return [stem(word, language) for word in words(text) if word not in STOP_WORDS]


def forms(word: str) -> tuple[str, ...]:
    """List under which terms a searched (folded) word may stand, whatever the text's language."""
    return tuple(dict.fromkeys([stem(word, "de"), stem(word, "en"), word[:LONGEST_TERM]]))


def slugify_de(text: str, max_length: int = 60) -> str:
    """Write a title as part of an address: ``Größe & Maß`` → ``groesse-mass``; may be empty."""
    spelled = fold(unicodedata.normalize("NFC", text.casefold()).translate(_UMLAUTS))
    return _NO_SLUG.sub("-", spelled).strip("-")[:max_length].strip("-")


def visible(text: str) -> str:
    """Take out what nobody sees or can check on paper, such as marks that turn the direction.

    Line breaks and other spaces stay.
    """
    return "".join(
        char
        for char in text
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _UNSEEN
    )


def whole_number(text: str | None, *, digits: int = MOST_DIGITS) -> int | None:
    """Read a number that somebody sent: ``"42"`` → 42; None where it is none or too long.

    Python refuses to read thousands of digits, and the databases more than they hold: both would
    fail instead of finding nothing.
    """
    if not text or len(text) > digits or not (text.isascii() and text.isdigit()):
        return None
    return int(text)


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings may be one person's name.

    Case, accents, hyphens and the order of the names do not matter, nor whether ü is written
    u or ue and ß is written ss or s.
    """
    first, second = name_form(one), name_form(other)
    return bool(first) and first == second


def name_form(name: str) -> str:
    """Reduce a name to what all spellings that ``same_name`` accepts have in common."""
    parts = _WORD.findall(fold(name))
    return " ".join(sorted(_without_digraphs(part).replace("ss", "s") for part in parts))


def _without_digraphs(word: str) -> str:
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
