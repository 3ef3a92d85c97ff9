from courses.formats.markdown_course import CourseFormatError


def test_errors_can_be_read_by_people_and_by_code():
    error = CourseFormatError("a.md", "too_large")
    assert str(error) == "a.md: too_large"
    assert (error.file, error.reason, error.detail) == ("a.md", "too_large", "")
