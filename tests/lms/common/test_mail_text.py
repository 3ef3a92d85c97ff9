from hypothesis import given, strategies as st

from lms.common.mail_text import Kind, blocks

SITE = "https://lernkette.example"


def parts(text):
    return [
        (block.kind, ["".join(p.text for p in line) for line in block.lines], block.label)
        for block in blocks(text, site=SITE)
    ]


def test_an_address_alone_on_its_line_becomes_a_button_with_the_words_before():
    assert parts(f"Guten Tag,\n\nalles bereit. Hier entlang:\n{SITE}/de/x/") == [
        (Kind.WORDS, ["Guten Tag,"], ""),
        (Kind.WORDS, ["alles bereit."], ""),
        (Kind.BUTTON, [], "Hier entlang"),
    ]
    assert parts(f"ansehen und antworten:\n{SITE}/x/") == [
        (Kind.BUTTON, [], "Ansehen und antworten")
    ]


def test_long_words_stay_and_the_button_has_its_usual_name():
    line = "Das ist ein sehr langer Satz, der auf keinen Knopf passt, und er endet so:"
    assert parts(f"{line}\n{SITE}/x/") == [(Kind.WORDS, [line], ""), (Kind.BUTTON, [], "")]


def test_only_our_own_pages_become_buttons():
    text = f"Jetzt anmelden:\nhttps://evil.example/de/\n{SITE}.evil.example/x/\n{SITE}"
    found = blocks(text, site=SITE)
    assert [block.kind for block in found] == [Kind.WORDS]
    assert [p.is_address for line in found[0].lines for p in line] == [False, True, True, True]


def test_lists_codes_and_addresses_within_lines():
    text = f"Zwei:\n- eins\n- zwei\n\n3. drei\n\n    abcd-2345\n\nSiehe {SITE}/x/, bitte."
    assert parts(text) == [
        (Kind.WORDS, ["Zwei:"], ""),
        (Kind.BULLETS, ["eins", "zwei"], ""),
        (Kind.NUMBERS, ["drei"], ""),
        (Kind.CODE, ["abcd-2345"], ""),
        (Kind.WORDS, [f"Siehe {SITE}/x/, bitte."], ""),
    ]
    numbers, last = blocks(text, site=SITE)[2], blocks(text, site=SITE)[-1]
    assert numbers.first == 3
    assert [(p.text, p.is_address) for p in last.lines[0]] == [
        ("Siehe ", False), (f"{SITE}/x/", True), (", bitte.", False),
    ]  # fmt: skip


@given(st.text(alphabet="ab .:-1\n<>h\t", max_size=80))
def test_no_word_is_lost_whatever_the_text(text):
    found = "".join(p.text for b in blocks(text, site=SITE) for line in b.lines for p in line)
    kept = "".join(found.split())
    letters = [c for c in text if c in "ab<>h"]
    assert [c for c in kept if c in "ab<>h"] == letters
