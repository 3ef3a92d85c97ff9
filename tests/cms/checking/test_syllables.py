import pytest

from cms.checking.syllables import syllables

# As the dictionary divides them, counted by hand.
WORDS = """
ich 1, und 1, Tier 1, vier 1, Knie 1, Saal 1, Boot 1, See 1, Mai 1, Typ 1, Team 1, Zoo 1, Dienst 1,
Abend 2, Feier 2, Bauer 2, Haus 1, Häuser 2, Quelle 2, quer 1, Idee 2, Papier 2, geehrt 2, naiv 2,
System 2, Handy 2, Bayern 2, loyal 2, online 2, Website 2, Tourist 2, bedient 2, Chemie 2,
Ideen 3, Theater 3, Nation 3, Ruine 3, Radio 3, Museum 3, Studium 3, Ferien 3, Medien 3, Linie 3,
beenden 3, geöffnet 3, passieren 3, Energie 3, Theorie 3, Patient 3, speziell 3, aktuell 3,
Bildung 2, Verwaltung 3, Datenschutz 3, Passwort 2, Smartphone 2, Gebäude 3, Neuigkeit 3, Real 2,
Familie 4, Familien 4, beinhalten 4, beurteilen 4, geeignet 3, Italien 4, Biologie 4, Kooperation 6,
Jubiläum 4, orientieren 5, aktualisieren 6, Reisekostenabrechnung 7, Medienkompetenz 6, Chóśebuz 3,
GmbH 1
"""


@pytest.mark.parametrize("case", WORDS.replace("\n", " ").split(","))
def test_words_have_as_many_syllables_as_one_claps(case):
    word, count = case.split()
    assert syllables(word) == int(count)
