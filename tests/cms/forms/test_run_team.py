from cms.forms.run_team import RunTeamForm
from lms.accounts.models import User


def test_only_people_of_the_house_can_be_ticked():
    people = [User(key="a", username="ada", email="ada@example.org"), User(key="b", username="bo")]
    form = RunTeamForm({"team": ["b"]}, people=people)
    assert form.is_valid()
    assert form.chosen() == [people[1]]
    assert not RunTeamForm({"team": ["c"]}, people=people).is_valid()
    assert RunTeamForm({}, people=people).is_valid()
