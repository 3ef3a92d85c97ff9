import pytest

from courses.formats.questions import MAX_BYTES, FormatError, Reason
from courses.formats.xml_tree import MAX_DEPTH, read_xml

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def test_a_tree_knows_lines_names_and_texts():
    root = read_xml(b'<q:a xmlns:q="urn:q" x="1">\n<b>eins <i>zwei</i> <![CDATA[<p>]]></b>\n<b/><c><d>x</d></c></q:a>')  # fmt: skip
    assert (root.name, root.get("x"), root.get("y", "-")) == ("a", "1", "-")
    assert [(node.name, node.line) for node in root.children("b")] == [("b", 2), ("b", 3)]
    assert root.text("b") == "eins zwei <p>"
    assert root.text("c", "d") == "x"
    assert (root.text("c", "e"), root.child("e", "f")) == ("", None)
    assert [node.name for node in root.below("i", "d")] == ["i", "d"]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (LAUGHS.encode(), Reason.DOCTYPE, 0),
        (OUTSIDE.encode(), Reason.DOCTYPE, 0),
        (b'<!DOCTYPE a SYSTEM "http://example.org/x.dtd"><a/>', Reason.DOCTYPE, 0),
        (LAUGHS.encode("utf-16"), Reason.DOCTYPE, 0),
        (b"<a>\n<b></a>", Reason.NO_XML, 2),
        (b"", Reason.NO_XML, 1),
        (b"<a>&b;</a>", Reason.NO_XML, 1),
        (b'<?xml version="1.0" encoding="x-fremd"?><a/>', Reason.NO_XML, 0),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), Reason.DEEP, 1),
        (b"<a>" + b"<b/>" * 200_000 + b"</a>", Reason.TOO_BIG, 1),
        (b" " * (MAX_BYTES + 1), Reason.TOO_BIG, 0),
    ],
    ids=["laughs", "outside", "remote", "utf16", "open", "empty", "entity", "coding", "deep", "many", "big"],
)  # fmt: skip
def test_hostile_or_broken_documents_are_refused(data, reason, line):
    with pytest.raises(FormatError) as error:
        read_xml(data)
    assert (error.value.reason, error.value.line) == (reason, line)
