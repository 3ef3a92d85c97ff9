"""Addresses of the partner directory."""

from django.urls import path

from network.views import care, directory, matches, questions, weights

app_name = "network"

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
    # suggestions, short questions, the network's office
    path("netzwerk/passung/", matches.matches, name="matches"),
    path("netzwerk/passung/verlauf/", matches.history, name="match-history"),
    path(
        "netzwerk/passung/entscheidung/<str:decision>/zuruecknehmen/",
        matches.undo,
        name="match-undo",
    ),
    path(
        "netzwerk/passung/<str:first>/<str:second>/entscheiden/",
        matches.decide,
        name="match-decide",
    ),
    path("netzwerk/fragen/", questions.questions, name="questions"),
    path("netzwerk/fragen/zu/<str:listing>/", questions.answer, name="question-answer"),
    path("netzwerk/fragen/<str:token>/", questions.by_link, name="question-link"),
    path("netzwerk/pflege/", care.index, name="care"),
    path("netzwerk/pflege/gewichte/", weights.weights, name="weights"),
    path("netzwerk/pflege/gewichte/vorschlagen/", weights.propose, name="weights-propose"),
    path("netzwerk/pflege/gewichte/<str:version>/", weights.weight_set, name="weight-set"),
    path(
        "netzwerk/pflege/gewichte/<str:version>/freigeben/",
        weights.activate,
        name="weights-activate",
    ),
    path("netzwerk/pflege/<slug:table>/", care.table, name="care-table"),
    path("netzwerk/pflege/<slug:table>/neu/", care.row, name="care-add"),
    path("netzwerk/pflege/<slug:table>/<int:row>/", care.row, name="care-row"),
    path("netzwerk/pflege/<slug:table>/<int:row>/entfernen/", care.remove, name="care-delete"),
]
