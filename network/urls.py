"""Addresses of the partner network."""

from django.urls import path

from network.views import (
    case_acts,
    cases,
    cooperations,
    coverage,
    directory,
    graph,
    own,
    own_entrance,
    own_links,
    own_listing,
    own_office,
    plan,
    start,
)
from network.views import care, directory, matches, questions, weights
from network import feeds
    agenda,
    calendar,
    coordination,
    directory,
    fields,
    meetings,
    minutes,
    pack,
)

app_name = "network"

# Meetings and their parts are named by key.
MEETING = "netzwerk/treffen/<str:meeting>/"
ITEM = f"{MEETING}punkt/<str:item>/"
from network.views import directory, embedding, listings

app_name = "network"

PARTNERS, LISTINGS = {"what": embedding.PARTNERS}, {"what": embedding.LISTINGS}

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
    # cases
    path("netzwerk/faelle/", cases.cases, name="cases"),
    path("netzwerk/faelle/neu/", cases.case_new, name="case-new"),
    path("netzwerk/faelle/aufgabe/<str:task>/", cases.task, name="case-task"),
    path("netzwerk/faelle/<str:case>/", cases.case, name="case"),
    path(
        "netzwerk/faelle/<str:case>/vereinbarung.<str:kind>",
        cases.agreement,
        name="case-agreement",
    ),
    path("netzwerk/faelle/<str:case>/<str:act>/", case_acts.act, name="case-act"),
    path("netzwerk/kooperationen/", cooperations.cooperations, name="cooperations"),
    path("netzwerk/kooperationen/<str:cooperation>/", cooperations.cooperation, name="cooperation"),
    # what partners keep themselves, and how they come in
    path("partner/<slug:slug>/kontakt/", own_entrance.contact, name="contact"),
    path("netzwerk/meine-einrichtung/", own.own, name="own"),
    path("netzwerk/meine-einrichtung/<str:partner>/", own.house, name="own-house"),
    path("netzwerk/meine-einrichtung/<str:partner>/profil/", own.profile, name="own-profile"),
    path("netzwerk/meine-einrichtung/<str:partner>/bestaetigen/", own.confirm, name="own-confirm"),
    path("netzwerk/meine-einrichtung/<str:partner>/hoechstzahl/", own_office.limit, name="limit"),
    path("netzwerk/meine-einrichtung/<str:partner>/orte/neu/", own.place_new, name="own-place-new"),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/orte/<int:place_id>/",
        own.place,
        name="own-place",
    ),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/eintraege/neu/",
        own_listing.listing_new,
        name="own-listing-new",
    ),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/eintraege/<str:listing>/",
        own_listing.listing,
        name="own-listing",
    ),
    path(
        "netzwerk/meine-einrichtung/<str:partner>/eintraege/<str:listing>/status/",
        own_listing.listing_state,
        name="own-listing-state",
    ),
    path("netzwerk/bestaetigen/<str:token>/", own_links.confirm, name="confirm"),
    path("netzwerk/mitmachen/", own_entrance.apply, name="apply"),
    path("netzwerk/mitmachen/<str:token>/", own_links.apply_confirm, name="apply-confirm"),
    path("netzwerk/beanspruchen/postfach/<str:token>/", own_links.claim_prove, name="claim-prove"),
    path("netzwerk/beanspruchen/<slug:slug>/", own_entrance.claim, name="claim"),
    path("netzwerk/bewerbungen/", own_office.applications, name="applications"),
    path(
        "netzwerk/bewerbungen/<str:application>/",
        own_office.application_decide,
        name="application-decide",
    ),
    path(
        "netzwerk/bewerbungen/anspruch/<str:claim>/", own_office.claim_decide, name="claim-decide"
    ),
    path("netzwerk/vorlaeufig/", own_office.provisional, name="provisional"),
    # steering: start, coverage, plan, network view
    path("netzwerk/", start.start, name="start"),
    path("netzwerk/luecken/", coverage.coverage, name="coverage"),
    path("netzwerk/luecken/luecken.csv", coverage.coverage_csv, name="coverage-csv"),
    path("netzwerk/luecken/<path:cell>/", coverage.coverage_cell, name="coverage-cell"),
    path("netzwerk/plan/", plan.plan, name="plan"),
    path("netzwerk/plan/stand/", plan.progress, name="plan-progress"),
    path("netzwerk/plan/speichern/", plan.keep, name="plan-keep"),
    path("netzwerk/plan/wunsch/", plan.wish, name="plan-wish"),
    path("netzwerk/plan/festschreiben/", plan.lock, name="plan-lock"),
    path("netzwerk/plan/kontingent/", plan.quota, name="plan-quota"),
    path("netzwerk/netzwerk/", graph.graph, name="graph"),
    path("netzwerk/netzwerk/netzwerk.csv", graph.graph_csv, name="graph-csv"),
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
    # people who coordinate
    path("netzwerk/felder/", fields.fields, name="fields"),
    path("netzwerk/felder/<slug:code>/", fields.field, name="field"),
    path("netzwerk/felder/<slug:code>/termine.ics", feeds.field, name="feed-field"),
    path("netzwerk/termine.ics", feeds.public, name="feed"),
    path("netzwerk/kalender/", calendar.calendar, name="calendar"),
    path("netzwerk/kalender/<str:token>/treffen.ics", feeds.own, name="feed-own"),
    path("netzwerk/koordination/", coordination.coordinators, name="coordinators"),
    path(
        "netzwerk/koordination/<slug:code>/<str:person>/beenden/",
        coordination.end,
        name="coordinator-end",
    ),
    path("netzwerk/treffen/", meetings.meetings, name="meetings"),
    path("netzwerk/treffen/neu/", meetings.new, name="meeting-new"),
    path("netzwerk/beschluss/<str:decision>/", minutes.settle, name="decision-settle"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}termin/", meetings.change, name="meeting-change"),
    path(f"{MEETING}schritt/", meetings.step, name="meeting-step"),
    path(f"{MEETING}einladen/", meetings.invite, name="meeting-invite"),
    path(f"{MEETING}absagen/", meetings.cancel, name="meeting-cancel"),
    path(f"{MEETING}tagesordnung/", agenda.agenda, name="meeting-agenda"),
    path(f"{MEETING}tagesordnung/erzeugen/", agenda.generate, name="agenda-generate"),
    path(f"{MEETING}tagesordnung/neu/", agenda.add, name="agenda-add"),
    path(f"{ITEM}aendern/", agenda.edit, name="agenda-edit"),
    path(f"{ITEM}schieben/", agenda.move, name="agenda-move"),
    path(f"{ITEM}streichen/", agenda.drop, name="agenda-drop"),
    path(f"{MEETING}protokoll/", minutes.minutes, name="meeting-minutes"),
    path(f"{MEETING}anwesend/", minutes.attendance, name="meeting-attendance"),
    path(f"{ITEM}protokoll/", minutes.save, name="minutes-save"),
    path(f"{ITEM}beschluss/", minutes.decide, name="decision-add"),
    path(
        f"{MEETING}beschluss/<str:decision>/zuruecknehmen/",
        minutes.withdraw,
        name="decision-withdraw",
    ),
    path(f"{MEETING}abschliessen/", minutes.finish, name="meeting-finish"),
    path(f"{MEETING}berichtigen/", minutes.correct, name="meeting-correct"),
    path(f"{MEETING}mappe/", pack.pack, name="meeting-pack"),
    path(f"{MEETING}mappe.pdf", pack.pack_pdf, name="meeting-pdf"),
    path(f"{MEETING}termin.ics", pack.date, name="meeting-date"),
    # --- directory
    path("netzwerk/partner.csv", directory.partners_csv, name="partners-csv"),
    path("netzwerk/ortsteile.geojson", directory.districts, name="districts"),
    path("netzwerk/angebote/", listings.listings, name="listings"),
    path("netzwerk/angebote/<slug:key>/", listings.listing, name="listing"),
    path("netzwerk/angebote.csv", listings.listings_csv, name="listings-csv"),
    path("netzwerk/einbetten/partner/", embedding.embed, PARTNERS, name="embed"),
    path("netzwerk/einbetten/partner/code/", embedding.embed_code, PARTNERS, name="embed-code"),
    path("netzwerk/einbetten/angebote/", embedding.embed, LISTINGS, name="embed-listings"),
    path(
        "netzwerk/einbetten/angebote/code/",
        embedding.embed_code,
        LISTINGS,
        name="embed-listings-code",
    ),
]
