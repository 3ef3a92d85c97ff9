"""The list of opened routes; that it is complete and closed is tested in the architecture."""

from cms import admin_routes


def test_carriers_know_only_kinds_the_wall_checks():
    from cms.middleware import CHECKS

    kinds = {c.kind for carriers in admin_routes.PARTNER_ROUTES.values() for c in carriers}
    assert kinds <= set(CHECKS)
    assert kinds == set(CHECKS)


def test_what_is_closed_even_to_staff_is_not_open_to_partners():
    for name in admin_routes.PARTNER_ROUTES:
        assert not name.startswith(admin_routes.CLOSED_TO_STAFF), name


def test_acts_with_further_conditions_are_opened_routes():
    further = admin_routes.NEED_PUBLISH | admin_routes.NOT_TO_THE_HOUSE
    assert further <= set(admin_routes.PARTNER_ROUTES)
