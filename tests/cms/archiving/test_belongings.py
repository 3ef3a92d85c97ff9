import pytest
from django.core.files.storage import default_storage

from cms.archiving.belongings import Belongings
from cms.archiving.contents import ArchiveContent, ArchiveContentError, checked_archive
from cms.archiving.resolving import Resolver
from courses.formats.course_archive import Question, Version
from courses.grading.pictures import images_of
from tests.factories.cms import framed_house, partner_with_page
from tests.factories.courses import NOW
from tests.support import archives
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path):
    partner, page = framed_house("haus-a", "Haus a")
    friend, _page = partner_with_page("haus-b", "Haus b")
    data = archives.exported(archives.rich_course(partner, page, friend))
    return checked_archive(archives.unpacked(data, tmp_path / "x")), friend


def test_files_go_away_again(content):
    belongings, resolver = Belongings(*content, NOW), Resolver()
    belongings.store(resolver)
    files = [row.file.name for row in resolver.media.values()]
    asked = [version for version in resolver.versions.values() if version.type == "image_choice"]
    files += [image["name"] for version in asked for image in images_of(version.content)]
    assert len(files) == 4 + 2
    assert all(map(default_storage.exists, files))
    belongings.forget()
    assert not any(map(default_storage.exists, files))


def question(kind, content, **values):
    version = Version(key="question-1-1", type=kind, language="de", content=content)
    return Question(key="question-1", versions=[version], **values)


def with_question(content, made):
    known = content[0]
    manifest = known.manifest.model_copy(update={"questions": [made], "media": []})
    return Belongings(ArchiveContent(manifest, {}), content[1], NOW, author_key="k")


def test_a_question_nobody_can_grade_is_refused(content):
    with pytest.raises(ArchiveContentError, match="question-1"):
        with_question(content, question("single", {"prompt": "x"})).store(Resolver())


def test_retired_questions_stay_retired(content):
    made = question("single", QUESTIONS["single"], is_retired=True)
    resolver = Resolver()
    with_question(content, made).store(resolver)
    assert resolver.versions["question-1-1"].author_key == "k"
    row = resolver.versions["question-1-1"].question
    row.refresh_from_db()
    assert row.retired_at == NOW
    assert row.bank.is_default
