from cms.management.benchmark.workloads import CSRF, Workload, headers


def test_a_form_carries_its_token_in_cookie_and_header():
    sent = headers(Workload("P3", "x", "/x", session="abc", form="a=1", is_htmx=True))
    assert sent["Cookie"] == f"sessionid=abc; csrftoken={CSRF}"
    assert (sent["X-CSRFToken"], sent["HX-Request"]) == (CSRF, "true")


def test_an_anonymous_visit_carries_nothing():
    assert "Cookie" not in headers(Workload("P1", "x", "/x"))
