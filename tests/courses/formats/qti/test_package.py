import io
import warnings
import zipfile

import pytest

from courses.formats.qti import read_qti_package
from courses.formats.questions import FormatError, Outcome, Reason
from tests.support.qti import CHOICE, package

KINDS = {"single"}
ITEM = "items/eins.xml"


def test_items_of_a_package_name_their_files():
    data = package({ITEM: CHOICE, "zwei x.xml": b"<a>"}, hrefs=(ITEM, "./zwei%20x.xml"))
    first, second = read_qti_package(data, KINDS)
    assert (first.number, first.file, first.outcome) == (1, ITEM, Outcome.KEPT)
    assert (second.number, second.file, second.reasons) == (2, "zwei x.xml", (Reason.NO_XML,))


def linked():
    entry = zipfile.ZipInfo("items/eins.xml")
    entry.external_attr = 0o120777 << 16
    return {entry: "/etc/passwd"}


def spoilt():
    """Its manifest is packed in a way that cannot be unpacked."""
    data = bytearray(package())
    name = data.index(b"imsmanifest.xml")
    data[name + 15 : name + 25] = b"\xff" * 10
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 kein Archiv",
        package({"../eins.xml": CHOICE}),
        package({"/eins.xml": CHOICE}),
        package({"C:eins.xml": CHOICE}),
        package({"a\\..\\eins.xml": CHOICE}),
        package({ITEM: CHOICE, ITEM.upper(): CHOICE}),
        package(linked()),
        package({ITEM: CHOICE, "bombe": b"0" * 2_000_000}),
        spoilt(),
        package(method=zipfile.ZIP_LZMA),
        package({f"{n}.txt": b"" for n in range(5000)}),
    ],
    ids=["broken", "up", "absolute", "drive", "backslash", "twins", "link", "bomb", "spoilt", "lzma",
         "many"],
)  # fmt: skip
def test_packages_that_could_do_harm_are_refused(data):
    with pytest.raises(FormatError) as error:
        read_qti_package(data, KINDS)
    assert error.value.reason == Reason.ARCHIVE


def test_an_item_that_is_not_there_is_said():
    (found,) = read_qti_package(package({"x.txt": b""}), KINDS)
    assert (found.file, found.reasons) == (ITEM, (Reason.ARCHIVE,))


def test_a_manifest_with_a_document_type_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", "<!DOCTYPE a []><a/>")
    with pytest.raises(FormatError) as error:
        read_qti_package(out.getvalue(), KINDS)
    assert error.value.reason == Reason.DOCTYPE


def test_equal_names_are_refused():
    out = io.BytesIO(package())
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(ITEM, CHOICE)
    with pytest.raises(FormatError) as error:
        read_qti_package(out.getvalue(), KINDS)
    assert error.value.reason == Reason.ARCHIVE
