"""Questions as a bank could hold them, made up by hypothesis."""

from string import ascii_lowercase

from hypothesis import strategies as st

from courses.formats.marked_text import shown
from courses.formats.questions import ImportedQuestion, Origin, with_origin

CHARACTERS = st.one_of(
    st.sampled_from("\\~=#{}:%*[]<>_-/$|&\"' \n"), st.characters(codec="utf-8", exclude_categories=["C", "Z"])
)  # fmt: skip
PERCENTS = st.sampled_from(["-100", "-33.33333", "12.5", "50"])


def means_itself(text):
    return text == shown(text, "moodle")[0] and " ".join(text.split(" ")) == text


TEXTS = (
    st.text(CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool).filter(means_itself)
)
LINES = TEXTS.filter(lambda text: text == " ".join(text.split()))
MAYBE = st.one_of(st.just(""), TEXTS)


def several(least=2, most=4, texts=TEXTS):
    return st.lists(texts, min_size=least, max_size=most, unique=True)


@st.composite
def choices(draw, kind):
    texts = draw(several())
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    right = {min(right)} if kind == "single" else right
    rows = [
        {"id": ascii_lowercase[n], "text": text, "is_correct": n in right, "feedback": draw(MAYBE)}
        for n, text in enumerate(texts)
    ]
    own = {"choices": rows} | ({"rule": "deduct"} if kind == "multiple" else {})
    if kind == "single" and draw(st.booleans()):
        wrong = next(row for row in rows if not row["is_correct"])
        wrong["weight"] = draw(PERCENTS)
        rows[min(right)]["weight"] = "100"
    return kind, own


@st.composite
def typed(draw):
    texts = draw(several(texts=LINES.filter(lambda text: "->" not in text and text != "*")))
    other = {"text": texts[-1], "weight": "40", "feedback": draw(MAYBE)}
    said = draw(TEXTS)
    weighted = [{"text": texts[0], "weight": "100", "feedback": said}, other]
    anything = [{"text": "*", "weight": "0", "feedback": draw(TEXTS)}]
    return "short_text", {
        "accepted": texts[:-1],
        "weighted": weighted + (anything if draw(st.booleans()) else []),
    }


@st.composite
def numbers(draw):
    number = st.decimals(-1000, 1000, places=3).map(str)
    value, tolerance = draw(number), draw(st.sampled_from(["0", "0.5"]))
    main = {"value": value, "tolerance": tolerance}
    weighted = [main | {"weight": "100", "feedback": draw(TEXTS)}] if draw(st.booleans()) else []
    if draw(st.booleans()):
        weighted.append({"value": draw(number), "tolerance": "0", "weight": "50", "feedback": ""})
        weighted.append({"weight": "0", "feedback": draw(TEXTS)})
    return "numeric", main | {"unit": ""} | ({"weighted": weighted} if weighted else {})


@st.composite
def pairs(draw):
    lefts = draw(several(texts=LINES.filter(lambda text: "->" not in text)))
    rights = draw(several(least=len(lefts), most=len(lefts), texts=LINES))
    others = draw(st.lists(LINES, max_size=2))
    matched = [[left, right] for left, right in zip(lefts, rights, strict=True)]
    return "matching", {"pairs": matched, "distractors": others}


TRUTHS = st.tuples(st.booleans(), MAYBE, MAYBE).map(
    lambda said: (
        "true_false",
        {"answer": said[0], "feedback_true": said[1], "feedback_false": said[2]},
    )
)
ESSAYS = st.just(("free_text", {}))


@st.composite
def questions(draw):
    """A question of any kind that GIFT and Moodle XML can say."""
    kind, own = draw(
        st.one_of(
            choices("single"), choices("multiple"), typed(), numbers(), pairs(), TRUTHS, ESSAYS
        )
    )
    asked = {"prompt": draw(TEXTS), "points": 1, "feedback": draw(MAYBE), "hint": ""}
    origin = Origin(name=draw(st.sampled_from(["", "Frage: 1", "a::b"])), category=draw(st.sampled_from(["", "Fluss/Spree: oben"])), id=draw(st.sampled_from(["", "a]b"])))  # fmt: skip
    tags = draw(st.sampled_from([(), ("Spree",), ("a]", "b c")]))
    return ImportedQuestion(kind, with_origin({**asked, **own}, origin), tags)
