from cms.forms.deputy import DeputyForm


def test_only_who_is_offered_can_be_chosen():
    days = {"from_on": "2026-12-01", "until_on": "2026-12-24"}
    choices = [(":abc", "Carla (Stadtverwaltung)")]
    assert DeputyForm({"deputy": ":abc", **days}, choices=choices).is_valid()
    assert sorted(DeputyForm({"deputy": ":xyz", **days}, choices=choices).errors) == ["deputy"]
