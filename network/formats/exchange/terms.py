"""The words of the files and our codes for them."""

from collections.abc import Mapping

STAGES = {
    "frueh": "early",
    "primar": "primary",
    "sekundar": "secondary",
    "beruf": "vocational",
    "hochschule": "higher",
    "erwachsene": "adult",
    "praxis": "practice",
}
ACTION_FIELDS = {
    "gesundheit": "health",
    "mobilitaet": "mobility",
    "energie": "energy",
    "verwaltung": "administration",
    "bildung": "education",
    "stadt": "urban",
    "wirtschaft": "economy",
}
KINDS = {
    "kita": "day_nursery",
    "hort": "after_school",
    "grundschule": "primary_school",
    "oberschule": "secondary_school",
    "gymnasium": "grammar_school",
    "foerderschule": "special_school",
    "oberstufenzentrum": "vocational_college",
    "hochschule": "university",
    "weiterbildung": "adult_education",
    "bibliothek": "library",
    "verein": "association",
    "jugendclub": "youth_club",
    "seniorentreff": "senior_club",
    "familienzentrum": "family_centre",
    "kleinunternehmen": "small_company",
    "grossunternehmen": "large_company",
    "kammer": "chamber",
    "behoerde": "authority",
    "klinik": "health",
    "museum": "museum",
}
CATEGORIES = {
    "raum": "room",
    "geraete": "equipment",
    "trainer": "trainer",
    "workshop": "workshop",
    "material": "material",
    "einblick": "insight",
    "mentoring": "mentoring",
    "beratung": "advice",
    "projekt": "project",
    "zielgruppe": "access",
    "reichweite": "outreach",
    "finanz": "funding",
}
TARGET_GROUPS = {
    "kitakind": "nursery-children",
    "grundschulkind": "primary-children",
    "jugend": "pupils",
    "azubi": "apprentices",
    "studi": "students",
    "beschaeftigte": "employees",
    "arbeitsuchend": "job-seekers",
    "eltern": "parents",
    "senioren": "older-people",
    "zugewandert": "newcomers",
    "behinderung": "people-with-disabilities",
    "fachkraft": "educators",
}
COMPETENCES = {
    f"{area}.{number}": f"{area}.{number}"
    for area, count in ((1, 3), (2, 6), (3, 4), (4, 4), (5, 4))
    for number in range(1, count + 1)
}
SIZES = {word: word for word in ("small", "medium", "large")}
TYPES = {word: word for word in ("offer", "need")}
STATES = {
    word: word
    for word in (
        "proposed", "requested", "in_talks", "agreed", "running", "paused", "completed",
        "declined", "no_answer", "discarded", "cancelled",
    )
}  # fmt: skip


def back(words: Mapping[str, str]) -> dict[str, str]:
    """Our codes and the file's words for them."""
    return {code: word for word, code in words.items()}
