"""A rule document is read strictly, and everything wrong is named with its path."""

import pytest

from network.matching.funding_document import LEAVES, validate

GOOD = {
    "all": [
        {"min_partners": 3},
        {"max_partners": 9},
        {
            "applicant": {
                "nonprofit": True,
                "kind_not_in": ["primary_school"],
                "legal_form_in": ["ev"],
            }
        },
        {"any_partner": {"stage_in": ["primary"], "kind_in": ["library"]}},
        {"every_partner": {"nonprofit": True}},
        {"region_in": ["BB", "Cottbus"]},
        {"target_age_overlap": [3, 18]},
        {"outside_lessons": True},
        {"min_amount": 5000},
        {"max_amount": 50_000.5},
        {"own_share": 10},
        {"any": [{"target_group_in": ["youth"]}, {"not": {"competence_in": ["4"]}}, {"all": []}]},
    ],
    "soft": [{"field_in": ["education", "urban"], "w": 2}],
}


def test_a_right_document_has_no_faults():
    assert validate(GOOD) == []
    assert validate({"all": []}) == []
    used = {name for rule in GOOD["all"] for name in rule}
    assert used | {"target_group_in", "competence_in", "field_in"} >= LEAVES


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ([], ""),
        ("all", ""),
        ({}, "all"),
        ({"all": {}}, "all"),
        ({"all": [], "hard": []}, "hard"),
        ({"all": ["x"]}, "all[0]"),
        ({"all": [{}]}, "all[0]"),
        ({"all": [{"min_partners": 1, "max_partners": 2}]}, "all[0]"),
        ({"all": [{"min_partner": 1}]}, "all[0].min_partner"),
        ({"all": [{"min_partners": "3"}]}, "all[0].min_partners"),
        ({"all": [{"min_partners": True}]}, "all[0].min_partners"),
        ({"all": [{"min_partners": 0}]}, "all[0].min_partners"),
        ({"all": [{"applicant": {}}]}, "all[0].applicant"),
        ({"all": [{"applicant": ["ev"]}]}, "all[0].applicant"),
        ({"all": [{"applicant": {"non_profit": True}}]}, "all[0].applicant.non_profit"),
        ({"all": [{"applicant": {"nonprofit": "yes"}}]}, "all[0].applicant.nonprofit"),
        ({"all": [{"any_partner": {"kind_in": "library"}}]}, "all[0].any_partner.kind_in"),
        ({"all": [{"any_partner": {"kind_in": []}}]}, "all[0].any_partner.kind_in"),
        ({"all": [{"any_partner": {"kind_in": ["library", 3]}}]}, "all[0].any_partner.kind_in[1]"),
        ({"all": [{"any_partner": {"kind_in": ["school"]}}]}, "all[0].any_partner.kind_in[0]"),
        ({"all": [{"region_in": [""]}]}, "all[0].region_in[0]"),
        ({"all": [{"target_age_overlap": [18, 3]}]}, "all[0].target_age_overlap"),
        ({"all": [{"target_age_overlap": [3]}]}, "all[0].target_age_overlap"),
        ({"all": [{"target_age_overlap": [3, "x"]}]}, "all[0].target_age_overlap"),
        ({"all": [{"outside_lessons": 1}]}, "all[0].outside_lessons"),
        ({"all": [{"min_amount": -1}]}, "all[0].min_amount"),
        ({"all": [{"max_amount": float("nan")}]}, "all[0].max_amount"),
        ({"all": [{"own_share": 101}]}, "all[0].own_share"),
        ({"all": [{"any": []}]}, "all[0].any"),
        ({"all": [{"any": [{"min_partners": 2}, {"not": {"x": 1}}]}]}, "all[0].any[1].not[0].x"),
        ({"all": [{"min_partners": 2, "w": 1}]}, "all[0]"),
        ({"all": [], "soft": {}}, "soft"),
        ({"all": [], "soft": [{"field_in": ["urban"]}]}, "soft[0]"),
        ({"all": [], "soft": [{"field_in": ["urban"], "w": 0}]}, "soft[0]"),
        ({"all": [], "soft": [{"field_in": ["urban"], "w": "2"}]}, "soft[0]"),
        ({"all": [], "soft": [{"w": 2}]}, "soft[0]"),
        ({"all": [], "soft": [{"field": ["urban"], "w": 2}]}, "soft[0].field"),
    ],
)
def test_what_is_wrong_is_named_with_its_path(document, path):
    faults = validate(document, {"kind": {"library": None}})
    assert [fault.path for fault in faults] == [path]
    assert faults[0].sentence.de
    assert faults[0].sentence.en


def test_everything_wrong_is_named_at_once():
    document = {"all": [{"x": 1}, {"min_partners": 0}], "soft": [3]}
    assert [fault.path for fault in validate(document)] == [
        "all[0].x",
        "all[1].min_partners",
        "soft[0]",
    ]


def test_rules_do_not_nest_without_end():
    rule = {"min_partners": 2}
    for _ in range(40):
        rule = {"not": rule}
    assert validate({"all": [rule]})[0].sentence.code == "deep"
