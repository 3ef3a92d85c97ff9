from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from courses.models import LessonFile
from courses.views.files import send_file

pytestmark = pytest.mark.django_db  # closing a response ends a request


def file(name="documents/blatt.pdf", media_type="application/pdf"):
    stored = default_storage.save(name, ContentFile(b"0123456789"))
    return LessonFile(storage_name=stored, title="Blatt für Chóśebuz", media_type=media_type)


def ask(given, header=""):
    headers = {"Range": header} if header else {}
    return send_file(RequestFactory().get("/", headers=headers), given)


@pytest.mark.parametrize(
    ("header", "status", "body"),
    [
        ("", 200, b"0123456789"),
        ("bytes=0-", 200, b"0123456789"),
        ("bytes=2-3", 206, b"23"),
        ("bytes=8-99", 206, b"89"),
        ("bytes=-4", 206, b"6789"),
        ("bytes=-99", 200, b"0123456789"),
        ("bytes=0-1,4-5", 200, b"0123456789"),
        ("lines=1-2", 200, b"0123456789"),
        ("bytes=-", 200, b"0123456789"),
        (f"bytes=2-{'9' * 5000}", 200, b"0123456789"),
        (f"bytes={'9' * 5000}-", 200, b"0123456789"),
    ],
)
def test_pieces(header, status, body):
    response = ask(file(), header)
    assert response.status_code == status
    assert response.getvalue() == body
    assert response["Content-Length"] == str(len(body))


def test_pieces_belong_to_the_file_the_browser_has_begun():
    given = file()
    with closing(ask(given)) as one, closing(ask(file())) as other:
        mark = one["ETag"]
        assert other["ETag"] != mark

    def again(known):
        headers = {"Range": "bytes=2-3", "If-Range": known}
        return send_file(RequestFactory().get("/", headers=headers), given)

    part, whole = again(mark), again('"another"')
    assert (part.status_code, part.getvalue()) == (206, b"23")
    assert (part["Content-Range"], part["ETag"]) == ("bytes 2-3/10", mark)
    assert (whole.status_code, whole.getvalue()) == (200, b"0123456789")
    assert again("Thu, 26 Nov 2026 10:00:00 GMT").getvalue() == b"0123456789"


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=5-3", "bytes=-0"])
def test_pieces_that_do_not_exist(header):
    response = ask(file(), header)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [("application/pdf", "attachment"), ("text/html", "attachment"), ("video/mp4", "inline")],
)
def test_only_what_is_played_is_shown(media_type, kind):
    response = ask(file(media_type=media_type))
    assert response["Content-Disposition"].startswith(f"{kind}; filename*=UTF-8''Blatt%20f%C3%BCr")
    response.close()


def test_a_file_that_is_gone_is_absent():
    gone = file()
    default_storage.delete(gone.storage_name)
    with pytest.raises(Http404):
        ask(gone)
