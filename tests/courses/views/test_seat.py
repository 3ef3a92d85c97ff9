"""What somebody sees of a request, and invitation links."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.enrolment import enrol, leave
from courses.actions.seat.queue import join_waiting_list
from courses.actions.seat.vouchers import make_vouchers, renew_entry_code
from courses.enums import Entrance
from courses.models import Enrolment, SeatRequest
from courses.views.enrolment import WRONG_CODES
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def future_run(**values):
    now = timezone.now()
    starts = now + timedelta(days=30)
    return make_run(starts_at=starts, ends_at=starts + timedelta(days=1), **values)


def waiting(user, **values):
    """Somebody is in the one seat, the learner waits; returns that enrolment and the request."""
    run = future_run(capacity=1, **values)
    code = ""
    if run.entrance == Entrance.VOUCHER:
        _batch, codes = make_vouchers(
            run=run, label="x", number=2, expires_at=None, actor=user, at=NOW
        )
        first = enrol(user=UserFactory(), run=run, at=timezone.now(), code=codes[0])
        code = codes[1]
    else:
        first = enrol(user=UserFactory(), run=run, at=timezone.now())
    return first, join_waiting_list(user=user, run=run, at=timezone.now(), code=code), code


def address(request):
    return f"/de/lernen/anfrage/{request.key}/"


def test_who_waits_sees_the_place_and_may_go(client, learner):
    _first, request, _code = waiting(learner)
    html = client.get(address(request)).content.decode()
    assert "Platz 1</strong> der Warteliste" in html
    assert "Annehmen" not in html
    listed = client.get("/de/lernen/").content.decode()
    assert "Platz 1 der Warteliste." in listed
    assert address(request) in listed
    answer = client.post(address(request), {"act": "withdraw"})
    assert (answer.status_code, answer["Location"]) == (303, "/de/lernen/")
    assert SeatRequest.objects.get().state == "withdrawn"
    assert address(request) not in client.get("/de/lernen/").content.decode()


def test_an_offer_is_accepted_with_a_click(client, learner):
    first, request, _code = waiting(learner)
    leave(enrolment=first, at=timezone.now())
    html = client.get(address(request)).content.decode()
    assert "Platz annehmen" in html
    assert "für Sie zurückgelegt" in client.get("/de/lernen/").content.decode()
    answer = client.post(address(request), {"act": "accept"})
    row = Enrolment.objects.get(user=learner)
    assert (answer.status_code, answer["Location"]) == (303, f"/de/lernen/{row.key}/")


def test_an_offer_is_declined_and_what_is_over_answers_409(client, learner):
    first, request, _code = waiting(learner)
    leave(enrolment=first, at=timezone.now())
    assert client.post(address(request), {"act": "withdraw"}).status_code == 303
    late = client.post(address(request), {"act": "accept"})
    assert late.status_code == 409
    assert "abgelaufen" in late.content.decode()
    assert client.post(address(request), {"act": "fliegen"}).status_code == 422
    assert not Enrolment.objects.filter(user=learner).exists()


def test_accepting_with_a_voucher_and_a_price(client, learner):
    price = {"price_text": "20 Euro", "withdrawal_text": "Vierzehn Tage lang."}
    first, request, code = waiting(learner, entrance=Entrance.VOUCHER, **price)
    leave(enrolment=first, at=timezone.now())
    html = client.get(address(request)).content.decode()
    assert "Zahlungspflichtig anmelden" in html
    assert "Preis: 20 Euro" in html
    assert "Vierzehn Tage lang." in html.split("Zahlungspflichtig anmelden")[0]
    refused = client.post(address(request), {"act": "accept", "code": "falsch"})
    assert refused.status_code == 422
    assert 'value="falsch"' in refused.content.decode()
    assert client.post(address(request), {"act": "accept", "code": code}).status_code == 303
    assert Enrolment.objects.get(user=learner).voucher.redeemed_at


def test_other_people_s_requests_are_absent(client, learner):
    _first, request, _code = waiting(UserFactory())
    for method in ("get", "post"):
        assert getattr(client, method)(address(request)).status_code == 404
    client.logout()
    assert client.get(address(request)).status_code == 302
    assert SeatRequest.objects.get().state == "waiting"


def test_a_link_brings_its_key_along(client, learner):
    run = future_run(entrance=Entrance.KEY)
    code = renew_entry_code(run=run, actor=learner, at=NOW)
    page = client.get(f"/de/einladung/{code}/")
    assert f'value="{code}"' in page.content.decode()
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    course = f"/de/kurse/{run.course.key}-{run.course.texts.get().slug}/einschreiben/"
    answer = client.post(course, {"termin": run.key, "code": code})
    assert answer.status_code == 303
    assert Enrolment.objects.get().origin == "key"
    assert client.get(f"/de/einladung/{code}/").status_code == 303


def test_guessing_links_ends_and_locks_nobody_else_out(client, learner):
    run = future_run(entrance=Entrance.KEY)
    code = renew_entry_code(run=run, actor=learner, at=NOW)
    for _number in range(WRONG_CODES):
        assert client.get("/de/einladung/bbbb-cccc-dddd/").status_code == 404
    assert client.get(f"/de/einladung/{code}/").status_code == 429
    client.force_login(UserFactory())
    assert client.get(f"/de/einladung/{code}/").status_code == 200


def no_to(user, run, reason="age", **values):
    now = timezone.now()
    return SeatRequest.objects.create(
        run=run, user=user, state="refused", refusal_reason=reason, queued_at=now, decided_at=now,
        **values,
    )  # fmt: skip


def test_a_no_is_read_on_the_page_and_in_the_list_for_sixty_days(client, learner):
    request = no_to(learner, CourseFactory().runs.get(), needs_exception=True)
    pages = (address(request), "/de/lernen/")
    for page in pages:
        html = client.get(page).content.decode()
        assert "Eine Ausnahme gibt es leider nicht." in html
        assert "Grund: Das Alter passt nicht zu diesem Angebot." in html
        assert "Termin" not in html.partition("<main")[2].partition("Grund: ")[2][:50]
    assert "Zurückziehen" not in client.get(address(request)).content.decode()
    SeatRequest.objects.update(decided_at=timezone.now() - timedelta(days=61))
    assert address(request) not in client.get("/de/lernen/").content.decode()


def test_a_no_at_given_dates_and_a_cancelled_run_say_so(client, learner):
    request = no_to(learner, future_run(), "audience")
    html = client.get(address(request)).content.decode()
    assert "Einen Platz gibt es leider nicht." in html
    assert "Das Angebot richtet sich an andere." in html
    cancelled = no_to(learner, future_run(cancelled_at=timezone.now()), "")
    html = client.get(address(cancelled)).content.decode()
    assert "Der Termin ist abgesagt." in html
    assert "Grund:" not in html


def test_where_nobody_is_left_to_decide_the_page_says_so(client, learner):
    run = CourseFactory().runs.select_related("course__partner").get()
    request = SeatRequest.objects.create(
        run=run, user=learner, state="asked", needs_exception=True, queued_at=timezone.now()
    )
    nobody = f"{run.course.partner.name} hat zurzeit niemanden, der über Ausnahmen entscheidet."
    assert nobody in client.get(address(request)).content.decode()
    MembershipFactory(partner=run.course.partner, role="admin")
    html = client.get(address(request)).content.decode()
    assert nobody not in html
    assert f"Die Bitte um eine Ausnahme ist bei {run.course.partner.name}" in html
    SeatRequest.objects.update(needs_exception=False)
    assert "beim Team" in client.get(address(request)).content.decode()
