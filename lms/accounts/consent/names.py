"""User names a child can remember: two words and a number, drawn by chance."""

import secrets

QUALITIES = (
    "blauer bunter flinker froher frischer grüner heller kluger kleiner leiser lustiger mutiger "
    "munterer netter neuer roter runder ruhiger sanfter schlauer schneller starker stiller "
    "tapferer wacher warmer weiser weiter wilder zarter"
).split()
ANIMALS = (
    "adler biber dachs delfin elch falke fasan fink frosch fuchs gepard hamster hase hecht hirsch "
    "hund igel kater kauz koala krebs kranich lachs leopard luchs marder milan otter panda papagei "
    "pinguin puma rabe reiher seehund specht sperling star storch tiger uhu waschbär wels widder "
    "wolf zander zeisig"
).split()
NUMBERS = 9000
PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def draw_name() -> str:
    """Such as ``mutiger-otter-4821``: some twelve million, in no order, spelled without umlauts."""
    number = 1000 + secrets.randbelow(NUMBERS)
    name = f"{secrets.choice(QUALITIES)}-{secrets.choice(ANIMALS)}-{number}"
    return name.translate(PLAIN)
