"""Questions in the XML of Moodle."""

from courses.formats.moodle_xml.reading import read_moodle_xml
from courses.formats.moodle_xml.writing import write_moodle_xml

__all__ = ["read_moodle_xml", "write_moodle_xml"]
