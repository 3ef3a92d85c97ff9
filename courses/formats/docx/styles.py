"""Which HTML the named styles and the lists of a Word document become."""

from xml.etree.ElementTree import Element

from courses.formats.docx.parts import W, value

FORMULA = "formula-in-words"  # id of a run style that only repairs give
_QUOTES = ("Quote", "Intense Quote", "Quotations", "Zitat")
_PLAIN = (
    "List Paragraph", "No Spacing", "Body Text", "Text body", "Normal (Web)", "Standard", "caption",
    "Default", "Table Contents", "Table Heading", "Plain Text",
)  # fmt: skip
_DEEPEST_HEADING = 6
_DEEPEST_LIST = 9
_LONGEST_CHAIN = 20  # styles based on styles


def _paragraph_styles() -> dict[str, str]:
    """Names that say what a paragraph is; a style based on one of them says the same."""
    paths = dict.fromkeys(("Title", "Titel"), "h1:fresh")
    for level in range(1, 10):
        tag = f"h{min(level, _DEEPEST_HEADING)}:fresh"
        paths |= {f"Heading {level}": tag, f"Überschrift {level}": tag}
    for level in range(1, 6):
        number = f" {level}" if level > 1 else ""
        paths[f"List Bullet{number}"] = _item("ul", level)
        paths[f"List Number{number}"] = _item("ol", level)
    return paths | dict.fromkeys(_QUOTES, "blockquote > p:fresh")


def _item(tag: str, level: int) -> str:
    return "ul|ol > li > " * (level - 1) + f"{tag} > li:fresh"


_TELLING = _paragraph_styles()
_TOLD = {name.casefold() for name in _TELLING}
# The first line that fits is taken: a numbered heading is a heading, a plain style may be an item.
STYLE_MAP = "\n".join(
    [
        *(f"p[style-name='{name}'] => {path}" for name, path in _TELLING.items()),
        *(f"p:unordered-list({n}) => {_item('ul', n)}" for n in range(1, _DEEPEST_LIST + 1)),
        *(f"p:ordered-list({n}) => {_item('ol', n)}" for n in range(1, _DEEPEST_LIST + 1)),
        *(f"p[style-name='{name}'] => p:fresh" for name in _PLAIN),
        f"r.{FORMULA} => code",
        "r[style-name='Emphasis'] => em",
    ]
)


def name_by_base(styles: Element) -> None:
    """Name styles after the telling style they are based on, or after their outline level."""
    by_id = {value(style, "styleId"): style for style in styles.iter(f"{W}style")}
    for style in by_id.values():
        chain = _chain(style, by_id)
        names = (value(based.find(f"{W}name")) for based in chain)
        levels = (outline(based) for based in chain)
        telling = next((name for name in names if name.casefold() in _TOLD), "")
        level = next((level for level in levels if level), 0)
        name = style.find(f"{W}name")
        if name is not None and (telling or level):
            name.set(f"{W}val", telling or f"heading {level}")


def outline(element: Element) -> int:
    """The level of heading that a style or paragraph says itself to be, 1..6; else 0."""
    level = value(element.find(f"{W}pPr/{W}outlineLvl"))
    return int(level) + 1 if level in {str(n) for n in range(_DEEPEST_HEADING)} else 0


def _chain(style: Element, by_id: dict[str, Element]) -> list[Element]:
    """A style and what it is based on."""
    chain = [style]
    while (based := value(chain[-1].find(f"{W}basedOn"))) in by_id and len(chain) < _LONGEST_CHAIN:
        chain.append(by_id[based])
    return chain
