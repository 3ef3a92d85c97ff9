"""Addresses of the partner directory."""

from django.urls import path

from network import feeds
from network.views import (
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

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
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
]
