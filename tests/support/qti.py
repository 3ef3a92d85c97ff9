"""Small items and packages of our own."""

import io
import zipfile

MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
MAP = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"


def item(body, *declarations, more="", title="Fluss", template=MATCH):
    """An item in QTI 2.1."""
    rules = f'<responseProcessing template="{template}"/>' if template else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="{title}">
{"".join(declarations)}{more}<itemBody>{body}</itemBody>{rules}</assessmentItem>""".encode()


def response(*right, own="RESPONSE", cardinality="single", base="identifier", mapping=None):
    """A declared response."""
    values = "".join(f"<value>{value}</value>" for value in right)
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>'
        for key, value in (mapping or {}).items()
    )
    mapped = f"<mapping>{entries}</mapping>" if entries else ""
    return f'<responseDeclaration identifier="{own}" cardinality="{cardinality}" baseType="{base}"><correctResponse>{values}</correctResponse>{mapped}</responseDeclaration>'  # fmt: skip


def choices(*texts, kind="choiceInteraction", row="simpleChoice", prompt="Welcher Fluss?"):
    """An interaction with choices A, B, …"""
    rows = "".join(
        f'<{row} identifier="{own}">{text}</{row}>'
        for own, text in zip("ABCDEF", texts, strict=False)
    )
    return f'<{kind} responseIdentifier="RESPONSE"><prompt>{prompt}</prompt>{rows}</{kind}>'


CHOICE = item("<p>Cottbus.</p>" + choices("Oder", "Spree"), response("B"))


def package(files=None, *, hrefs=("items/eins.xml",), method=zipfile.ZIP_DEFLATED):
    """A package whose manifest names the items."""
    rows = "".join(
        f'<resource identifier="r" type="imsqti_item_xmlv2p1" href="{href}"/>' for href in hrefs
    )
    manifest = f'<manifest><resources><resource type="webcontent" href="x.css"/>{rows}</resources></manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("imsmanifest.xml", manifest)
        for name, data in (files or {"items/eins.xml": CHOICE}).items():
            archive.writestr(name, data)
    return out.getvalue()
