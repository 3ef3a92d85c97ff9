import re
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml.html import fromstring

from courses.actions.enrolment import enrol
from courses.models import QuestionVersion, QuizAttempt, Response
from tests.factories.accounts import UserFactory
from tests.support.world import NOW, RIGHT, SECRET, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build()


@pytest.fixture
def enrolment(client, world):
    user = UserFactory()
    client.force_login(user)
    return enrol(user=user, run=world.course.runs.get(), at=NOW)


@pytest.fixture
def address(enrolment, world):
    lesson = world.course.lessons.get(slug="schritt-3")
    return f"/de/lernen/{enrolment.key}/schritt-3/quiz/{lesson.quizzes.get().key}/"


def begin(client, address):
    assert client.post(f"{address}beginnen/").status_code == 303
    return client.get(address).content.decode()


def filled(html, answers=RIGHT):
    """Answer by what a person sees: the words beside each control."""
    data = {}
    for kind, answer in zip(RIGHT, answers.values(), strict=True):
        position = list(RIGHT).index(kind)
        name = f"f{position}"
        if isinstance(answer, dict):
            data |= places(html, name, answer)
            continue
        pattern = rf'name="{name}" value="([^"]+)"[^>]*> <(?:span>|img [^>]*alt=")([^<"]+)'
        options = {text: value for value, text in re.findall(pattern, html)}
        if kind == "true_false":
            answer = [{"true": "richtig", "false": "falsch"}[answer]]
        data[name] = [options[text] for text in answer] if options else answer
    return data


def places(html, name, answer):
    """Fill in places by the label of each."""
    page = fromstring(html)
    data = {}
    for control in page.xpath(f'//*[starts-with(@name, "{name}-")]'):
        label = (
            control.get("aria-label") or page.xpath(f'//label[@for="{control.get("id")}"]')[0].text
        )
        words = answer[label]
        options = {option.text: option.get("value") for option in control.iter("option")}
        data[control.get("name")] = options.get(words, words)
    return data


def test_introduction_states_the_rule(client, address):
    html = client.get(address).content.decode()
    assert "ab 60 Prozent" in html
    assert "noch 3 Versuche" in html
    assert not QuizAttempt.objects.exists()


def test_right_answers_pass(client, address):
    html = begin(client, address)
    response = client.post(f"{address}abgeben/", filled(html))
    assert response.status_code == 303
    result = client.get(address).content.decode()
    assert "Bestanden" in result
    assert "14 von 14 Punkten" in result
    assert SECRET in result


def test_wrong_answers_fail_with_feedback_but_without_the_key(client, address):
    html = begin(client, address)
    right = filled(html)
    data = {name: value for name, value in right.items() if "-" not in name}
    data |= {"f0": right["f1"][:1], "f1": [], "f3": "falsch", "f4": "1"}
    client.post(f"{address}abgeben/", data | {"trotzdem": "1"})
    result = client.get(address).content.decode()
    assert "Noch nicht bestanden" in result
    assert "Richtig ist:" not in result
    assert "noch 2 Versuche" in result


def test_no_solution_in_any_answer_before_submission(client, enrolment, address):
    pages = [
        client.get(address),
        client.post(f"{address}beginnen/", follow=True),
        client.get(address),
        client.get(f"/de/lernen/{enrolment.key}/schritt-3/"),
        client.get("/de/lernen/"),
        client.get("/api/v1/me/enrolments"),
        client.get(f"/api/v1/me/enrolments/{enrolment.key}/progress"),
    ]
    html = pages[2].content.decode()
    pages += [
        client.post(f"{address}speichern/", filled(html)),
        client.post(f"{address}speichern/", filled(html), headers={"X-Autosave": "1"}),
        client.post(f"{address}abgeben/", {"f0": ""}),
        client.get(address, headers={"HX-Request": "true"}),
    ]
    for page in pages:
        text = page.content.decode()
        for sentinel in (SECRET, "is_correct", "accepted", "12.7391", "1.9371"):
            assert sentinel not in text, page.request["PATH_INFO"]


def test_right_and_wrong_autosaves_answer_alike(client, address):
    html = begin(client, address)
    right = filled(html)
    wrong = right | {"f0": right["f1"][:1], "f3": "routex", "f4": "99,7391"}
    answers = [
        client.post(f"{address}speichern/", data, headers={"X-Autosave": "1"})
        for data in (right, wrong)
    ]
    assert [a.status_code for a in answers] == [204, 204]
    assert answers[0].content == answers[1].content
    assert set(answers[0].headers) == set(answers[1].headers)


def test_option_ids_say_nothing_and_differ_between_people(client, world, address):
    mine = set(re.findall(r'value="([2-9a-z]{10})"', begin(client, address)))
    other = UserFactory()
    client.force_login(other)
    row = enrol(user=other, run=world.course.runs.get(), at=NOW)
    theirs = begin(client, address.replace(address.split("/")[3], row.key))
    assert mine
    assert not mine & set(re.findall(r'value="([2-9a-z]{10})"', theirs))


def test_nothing_typed_is_lost_when_something_is_missing(client, address):
    html = begin(client, address)
    data = filled(html) | {"f4": ""}
    response = client.post(f"{address}abgeben/", data)
    text = response.content.decode()
    assert response.status_code == 422
    assert 'href="#frage-5"' in text
    assert 'value="router"' in text
    assert text.count(" checked") == 6
    assert 'name="trotzdem"' in text
    assert client.post(f"{address}abgeben/", data | {"trotzdem": "1"}).status_code == 303


def test_saved_answers_come_back(client, address):
    html = begin(client, address)
    response = client.post(f"{address}speichern/", filled(html))
    assert "gespeichert" in response.content.decode()
    again = client.get(address).content.decode()
    assert 'value="router"' in again
    assert again.count(" checked") == 6
    assert again.count(" selected") == 6


def test_options_of_strangers_count_for_nothing(client, address):
    begin(client, address)
    hostile = {
        "f0": ["b", "zzzzzzzzzz"],
        "f1": ["a", "b"],
        "f2": "false",
        "f3": "x" * 900,
        "f4": "1e9",
    }
    client.post(f"{address}abgeben/", hostile | {"trotzdem": "1", "points": "99", "is_passed": "1"})
    attempt = QuizAttempt.objects.get()
    assert (attempt.points, attempt.is_passed) == (0, False)
    assert len(Response.objects.get(position=3).answer) == 500


def test_attempts_run_out(client, address):
    for _ in range(3):
        begin(client, address)
        client.post(f"{address}abgeben/", {"trotzdem": "1"})
    response = client.post(f"{address}beginnen/")
    assert response.status_code == 409
    assert "aufgebraucht" in response.content.decode()
    assert "Richtig ist:" in client.get(address).content.decode()
    assert QuizAttempt.objects.count() == 3


def test_a_closed_attempt_takes_nothing_more(client, address):
    html = begin(client, address)
    client.post(f"{address}abgeben/", {"trotzdem": "1"})
    assert client.post(f"{address}speichern/", filled(html)).status_code == 409
    assert client.post(f"{address}abgeben/", filled(html)).status_code == 303
    assert QuizAttempt.objects.get().points == 0


def test_a_foreign_quiz_is_absent(client, world, address):
    client.force_login(UserFactory())
    for tail in ("", "beginnen/", "speichern/", "abgeben/"):
        send = client.post if tail else client.get
        assert send(f"{address}{tail}").status_code == 404


def trial(world):
    lesson = world.course.lessons.get(slug="schritt-1")
    slug = world.course.texts.get().slug
    base = f"/de/kurse/{world.course.key}-{slug}/probe"
    return f"{base}/schritt-1/quiz/{lesson.quizzes.get().key}/", base


def test_practice_grades_without_storing(client, world):
    address, _base = trial(world)
    html = client.get(address).content.decode()
    assert SECRET not in html
    result = client.post(address, {"f0": "b"}).content.decode()
    assert "Richtig" in result
    assert not QuizAttempt.objects.exists()


def test_practice_begins_when_its_answers_may_be_explained(client, world):
    address, _base = trial(world)
    quiz = world.course.lessons.get(slug="schritt-1").quizzes.get()
    quiz.feedback_timing, quiz.feedback_at = "close", timezone.now() + timedelta(hours=1)
    quiz.save()
    for page in (client.get(address), client.post(address, {"f0": "b"})):
        html = page.content.decode()
        assert "Hier üben können Sie ab" in html
        assert SECRET not in html
        assert "quiz__question" not in html


def test_a_quiz_that_counts_is_never_practice(client, world):
    _address, base = trial(world)
    graded = world.course.lessons.get(slug="schritt-3").quizzes.get()
    assert client.get(f"{base}/schritt-3/quiz/{graded.key}/").status_code == 404
    open_lesson = world.course.lessons.get(slug="schritt-3")
    open_lesson.is_open = True
    open_lesson.save()
    assert client.get(f"{base}/schritt-3/quiz/{graded.key}/").status_code == 404
    assert "Zum Üben öffnen" not in client.get(f"{base}/schritt-3/").content.decode()


def test_titles_in_another_language_than_the_page_say_so(client, world, enrolment):
    practice, _base = trial(world)
    for path in (practice, f"/de/lernen/{enrolment.key}/schritt-3/"):
        english = client.get(path.replace("/de/", "/en/")).content.decode()
        assert '<span lang="de">Abschlusstest</span>' in english
        assert "<span>Abschlusstest</span>" in client.get(path).content.decode()


def test_a_title_in_the_pages_language_is_not_marked(client, world):
    address, _base = trial(world)
    quiz = world.course.lessons.get(slug="schritt-1").quizzes.get()
    quiz.titles = {"de": "Abschlusstest", "en": "Final test"}
    quiz.save()
    english = client.get(address.replace("/de/", "/en/")).content.decode()
    assert "<h1><span>Final test</span></h1>" in english


def test_questions_in_another_language_than_the_page_say_so(client, world, enrolment, address):
    begin(client, address)
    english = client.get(address.replace("/de/", "/en/")).content.decode()
    assert '<h1><span lang="de">Abschlusstest</span></h1>' in english
    assert english.count('</span> <span lang="de">') == len(RIGHT)  # every prompt
    assert '> <span lang="de">' in english
    assert "> <span>right</span>" in english  # the site's own word, in the page's language
    client.post(f"{address}abgeben/", {"trotzdem": "1"})
    result = client.get(address.replace("/de/", "/en/")).content.decode()
    assert result.count('</span> <span lang="de">') == len(RIGHT)
    german = client.get(address).content.decode()
    assert 'lang="de"' not in german.split("<main")[1].split("</main>")[0]


def test_places_are_shown_with_what_was_given_and_what_is_right(client, address):
    html = begin(client, address)
    data = filled(html)
    page = fromstring(html)
    first = page.xpath('//*[starts-with(@name, "f5-")]')[0]
    wrong = [o.get("value") for o in first.iter("option") if o.text == "Etwas, das man hört"]
    client.post(f"{address}abgeben/", data | {first.get("name"): wrong[0]})
    result = client.get(address).content.decode()
    assert "Zweiter Faktor → Etwas, das man hört" in result
    assert "Zweiter Faktor → Code vom Telefon" in result  # passed: the solution may be seen
    assert "13 von 14 Punkten" in result
    assert "Ohne Wertung" in result


def test_a_text_that_is_nearly_right_is_told_so(client, address):
    html = begin(client, address)
    client.post(f"{address}abgeben/", filled(html) | {"f3": "Ruoter"})
    result = client.get(address).content.decode()
    assert "Fast richtig" in result
    assert "Stimmt die Schreibweise?" in result


def test_a_hint_is_shown_before_answering(client, address):
    version = QuestionVersion.objects.get(type="cloze")
    version.content |= {"hint": "Denken Sie an den Fluss."}
    version.save()
    assert "Denken Sie an den Fluss." in begin(client, address)


def test_what_no_database_stores_is_left_out(client, address):
    begin(client, address)
    data = {"f3": "Rou\x00ter", "f7-0": "\x00lang", "trotzdem": "1"}
    assert client.post(f"{address}abgeben/", data).status_code == 303
    assert Response.objects.get(position=3).answer == "Router"
    assert Response.objects.get(position=7).answer == ["lang", ""]
