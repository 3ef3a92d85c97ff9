"""Addresses of catalogue, learning and certificates."""

from django.urls import path, re_path

from courses.views import (
    announcement,
    as_pupil,
    attendance,
    bridges,
    calendar,
    card,
    card_join,
    catalogue,
    certificate,
    certificate_guardian,
    certificate_template,
    class_board,
    class_certificates,
    class_groups,
    class_guardians,
    class_leads,
    class_log,
    class_meetings,
    class_seats,
    class_tasks,
    class_texts,
    classes,
    coverage,
    credentials,
    enrolment,
    figures,
    grading,
    kept,
    leave_paper,
    lesson,
    lesson_question,
    quiz,
    run_certificates,
    run_offer,
    run_people,
    run_progress,
    run_recognition,
    seat,
    seat_exceptions,
    seat_people,
    seat_team,
    seat_vouchers,
    signal,
    team_name,
    verify,
    verify_file,
)
from courses.views.path import (
    answering,
    making as path_making,
    public as path_public,
    steps as path_steps,
)
from lms.accounts.entrance import with_token

app_name = "courses"

# A course is named by its key; the slug is for people (a wrong one redirects).
COURSE = r"^kurse/(?P<key>[2-9a-z]{10})-(?P<slug>[-\w]+)/"
LEARN = "lernen/<str:enrolment>/"
CERTIFICATE = f"{LEARN}zertifikat/"
LEAVE = f"{LEARN}bildungszeit/"
LESSON = f"{LEARN}<slug:lesson>/"
QUIZ = f"{LESSON}quiz/<str:quiz>/"
TEAM = "bewerten/termin/<str:run>/"
CLASS = "klassen/<str:school_class>/"

CLASS_PATTERNS = [
    # pupils: the card, and what leads past it
    path("karte/", card.card, name="card"),
    path("karte/bilder/", card.pictures, name="card-pictures"),
    path("karte/ich/", card.me, name="card-me"),
    path("karte/mitmachen/", card_join.join, name="card-join"),
    path("karte/mitmachen/<str:code>/", with_token(card_join.scan), name="card-join-scan"),
    path("karte/mitnehmen/", card_join.claim, name="card-claim"),
    path("karte/<str:code>/", with_token(card.scan), name="card-scan"),
    # leads
    path("klassen/", classes.classes, name="classes"),
    path("klassen/neu/", classes.new, name="class-new"),
    path("klassen/haus/", class_leads.office, name="classes-office"),
    path(
        "klassen/haus/<str:school_class>/", class_leads.office_hand_over, name="class-office-hand"
    ),
    path(CLASS, class_board.board, name="class"),
    path(f"{CLASS}lernstand.csv", class_board.csv, name="class-csv"),
    path(f"{CLASS}oeffnen/", class_board.open_for_lesson, name="class-open"),
    path(f"{CLASS}angaben/", classes.facts, name="class-facts"),
    path(f"{CLASS}beenden/", classes.end, name="class-end"),
    path(f"{CLASS}eltern/", classes.parents, name="class-parents"),
    path(f"{CLASS}plaetze/", class_seats.seats, name="class-seats"),
    path(f"{CLASS}plaetze/neu/", class_seats.add, name="class-add"),
    path(f"{CLASS}plaetze/auswahl/", class_seats.chosen, name="class-chosen"),
    path(f"{CLASS}plaetze/blatt/", class_seats.sheet, name="class-sheet"),
    path(f"{CLASS}plaetze/beitritt/", class_seats.joining, name="class-joining"),
    path(f"{CLASS}plaetze/<str:seat>/eltern/", class_guardians.invite, name="class-guardians"),
    path(
        f"{CLASS}plaetze/<str:seat>/eltern/<str:guardian>/",
        class_guardians.change,
        name="class-guardian",
    ),
    path(f"{CLASS}plaetze/<str:seat>/loeschen/", class_seats.erase, name="class-seat-erase"),
    path(f"{CLASS}plaetze/<str:seat>/", class_board.seat, name="class-seat"),
    path(f"{CLASS}plaetze/<str:seat>/<str:attempt>/", class_board.answers, name="class-answers"),
    path(f"{CLASS}texte/", class_texts.texts, name="class-texts"),
    path(f"{CLASS}texte/<str:attempt>/<int:position>/", class_texts.text, name="class-text"),
    path(f"{CLASS}aufgaben/", class_tasks.tasks, name="class-tasks"),
    path(f"{CLASS}aufgaben/<str:task>/beenden/", class_tasks.end, name="class-task-end"),
    path(f"{CLASS}gruppen/", class_groups.groups, name="class-groups"),
    path(f"{CLASS}gruppen/<int:group>/", class_groups.group, name="class-group"),
    path(f"{CLASS}anwesenheit/", class_meetings.meetings, name="class-meetings"),
    path(f"{CLASS}anwesenheit.csv", class_meetings.csv, name="class-meetings-csv"),
    path(f"{CLASS}anwesenheit/liste/", class_meetings.paper, name="class-paper-list"),
    path(f"{CLASS}anwesenheit/<str:meeting>/", class_meetings.meeting, name="class-meeting"),
    path(f"{CLASS}urkunden/", class_certificates.certificates, name="class-certificates"),
    path(f"{CLASS}protokoll/", class_log.log, name="class-log"),
    path(f"{CLASS}leitung/", class_leads.leads, name="class-leads"),
    path(f"{CLASS}leitung/<str:person_key>/", class_leads.leave, name="class-lead-leave"),
]
PUPIL = COURSE + r"als-lernende/"
PATH = "netzwerk/lernpfade/<str:path>/"
WORDING = "netzwerk/meine-einrichtung/<str:partner>/zertifikate/<slug:locale>/"

urlpatterns = [
    *CLASS_PATTERNS,
    path("kurse/", catalogue.catalogue, name="catalogue"),
    re_path(COURSE + r"$", catalogue.course, name="course"),
    re_path(COURSE + r"einschreiben/$", enrolment.enrol, name="enrol"),
    re_path(COURSE + r"probe/(?P<lesson>[-\w]+)/$", lesson.trial_lesson, name="trial-lesson"),
    re_path(
        COURSE + r"probe/(?P<lesson>[-\w]+)/quiz/(?P<quiz>[2-9a-z]{10})/$",
        quiz.trial_quiz,
        name="trial-quiz",
    ),
    re_path(
        COURSE + r"probe/(?P<lesson>[-\w]+)/datei/(?P<file>[2-9a-z]{10})/$",
        lesson.trial_file,
        name="trial-file",
    ),
    # try as pupil: for class leads
    re_path(PUPIL + r"$", as_pupil.begin, name="pupil"),
    re_path(PUPIL + r"(?P<lesson>[-\w]+)/$", as_pupil.lesson, name="pupil-lesson"),
    re_path(
        PUPIL + r"(?P<lesson>[-\w]+)/quiz/(?P<quiz>[2-9a-z]{10})/$",
        as_pupil.quiz,
        name="pupil-quiz",
    ),
    re_path(
        PUPIL + r"(?P<lesson>[-\w]+)/datei/(?P<file>[2-9a-z]{10})/$",
        as_pupil.file,
        name="pupil-file",
    ),
    # learning paths: in the catalogue, and for those who make them
    path("kurse/pfade/", path_public.paths, name="paths"),
    re_path(
        r"^kurse/pfade/(?P<key>[2-9a-z]{10})-(?P<slug>[-\w]+)/$", path_public.path, name="path"
    ),
    path("netzwerk/lernpfade/", path_making.own_paths, name="own-paths"),
    path("netzwerk/lernpfade/neu/", path_making.new, name="path-new"),
    path(PATH, path_making.make, name="path-make"),
    path(f"{PATH}texte/", path_making.texts, name="path-texts"),
    path(f"{PATH}vorschau/", path_making.preview, name="path-preview"),
    path(f"{PATH}zustimmung/", path_making.ask, name="path-ask"),
    path(f"{PATH}veroeffentlichen/", path_making.publish, name="path-publish"),
    path(f"{PATH}beenden/", path_making.end, name="path-end"),
    path(f"{PATH}antwort/", answering.answer, name="path-answer"),
    path(f"{PATH}schritt/neu/", path_steps.new, name="path-step-new"),
    path(f"{PATH}schritt/<str:step>/", path_steps.step, name="path-step"),
    path(f"{PATH}schritt/<str:step>/schieben/", path_steps.move, name="path-step-move"),
    path(f"{PATH}schritt/<str:step>/entfernen/", path_steps.remove, name="path-step-remove"),
    path("lernen/", enrolment.learning, name="learning"),
    # dates: calendars, attendance
    re_path(
        COURSE + r"termin/(?P<run>[2-9a-z]{10})\.ics$", calendar.run_calendar, name="run-calendar"
    ),
    path("kalender/<str:token>.ics", calendar.own_calendar, name="own-calendar"),
    path("lernen/kalender/", calendar.subscription, name="calendar"),
    path("lernen/<str:enrolment>/termine/", calendar.dates, name="own-dates"),
    path("anwesend/<str:appointment>/<str:code>/", attendance.attend, name="attend"),
    path(TEAM + "anwesenheit/", attendance.dates, name="attendance-dates"),
    path(TEAM + "anwesenheit/<str:appointment>/", attendance.appointment, name="attendance"),
    path(TEAM + "anwesenheit/<str:appointment>/code/", attendance.code, name="attendance-code"),
    path(TEAM + "liste/<slug:kind>/", run_people.sheet, name="run-sheet"),
    path(TEAM + "liste/<slug:kind>.csv", run_people.sheet_csv, name="run-sheet-csv"),
    path(TEAM + "eintragen/", run_people.guests, name="run-guests"),
    path(TEAM + "einladen/", run_people.invite, name="run-invite"),
    path("platz/<str:token>/", run_offer.offer, name="run-offer"),
    path("lernen/wartet/", kept.kept, name="kept"),
    # seats: what one waits for; what team and admins of a run do
    path("lernen/anfrage/<str:key>/", seat.seat_request, name="seat-request"),
    path("einladung/<str:code>/", seat.invitation, name="run-invitation"),
    path("plaetze/<str:run>/", seat_team.seats, name="run-seats"),
    path("plaetze/<str:run>/anzahl/", seat_team.capacity, name="run-capacity"),
    path("plaetze/<str:run>/absagen/", seat_team.cancel, name="run-cancel"),
    path("plaetze/<str:run>/schluessel/", seat_team.entry_code, name="run-entry-code"),
    path("plaetze/<str:run>/gutscheine/", seat_vouchers.vouchers, name="run-vouchers"),
    path(
        "plaetze/<str:run>/gutscheine/<str:batch>/schliessen/",
        seat_vouchers.close,
        name="run-vouchers-close",
    ),
    path("plaetze/<str:run>/bildungszeit/", run_recognition.recognition, name="run-recognition"),
    path(
        "plaetze/<str:run>/bildungszeit/ausstellen/",
        run_recognition.issue,
        name="run-leave-papers",
    ),
    path("plaetze/<str:run>/bildungszeit/angaben.csv", run_recognition.report, name="leave-report"),
    path("plaetze/<str:run>/anfragen/", seat_people.requests, name="run-requests"),
    path("plaetze/<str:run>/anfragen/<str:seat>/", seat_people.decide, name="run-request-decide"),
    path("plaetze/<str:run>/person/", seat_people.change, name="run-person"),
    path("plaetze/<str:run>/ausnahmen/", seat_exceptions.exceptions, name="run-exceptions"),
    path(
        "plaetze/<str:run>/ausnahmen/<str:seat>/",
        seat_exceptions.decide,
        name="run-exception-decide",
    ),
    path(LEARN, enrolment.resume, name="resume"),
    path(f"{LEARN}verlassen/", enrolment.leave, name="leave"),
    path(f"{LEARN}team-name/", team_name.team_name, name="team-name"),
    path(CERTIFICATE, certificate.certificate_name, name="certificate-name"),
    path(f"{CERTIFICATE}<str:code>.pdf", certificate.certificate_pdf, name="certificate-pdf"),
    path(f"{CERTIFICATE}<str:code>/datei/", certificate.certificate_file, name="certificate-file"),
    re_path(
        r"^lernen/(?P<enrolment>[^/]+)/zertifikat/(?P<code>[^/.]+)\.(?P<form>json|jwt|svg|png)$",
        certificate.certificate_badge,
        name="certificate-badge",
    ),
    path(
        "eltern/kind/<str:child>/zertifikat/<str:code>/",
        certificate_guardian.certificate_for_guardian,
        name="guardian-certificate",
    ),
    # before the lessons: no page of a course is called that
    path(LEAVE, leave_paper.papers, name="leave-papers"),
    path(f"{LEAVE}bogen/", leave_paper.sheet, name="leave-sheet"),
    path(f"{LEAVE}<str:code>.pdf", leave_paper.pdf, name="leave-paper-pdf"),
    path(f"{LEARN}mitteilungen/", announcement.run_news, name="run-news"),
    path(LESSON, lesson.lesson, name="lesson"),
    path(f"{LESSON}schritt/", lesson.step, name="lesson-step"),
    path(f"{LESSON}stelle/", lesson.position, name="lesson-position"),
    path(f"{LESSON}melden/", signal.signal, name="lesson-signal"),
    path(f"{LESSON}datei/<str:file>/", lesson.file, name="lesson-file"),
    path(QUIZ, quiz.quiz, name="quiz"),
    path(f"{QUIZ}beginnen/", quiz.start, name="quiz-start"),
    path(f"{QUIZ}speichern/", quiz.save, name="quiz-save"),
    path(f"{QUIZ}pruefen/", quiz.check, name="quiz-check"),
    path(f"{QUIZ}abgeben/", quiz.submit, name="quiz-submit"),
    path("auswertung/<str:run>/", run_progress.run_progress, name="run-progress"),
    path("bewerten/", grading.queue, name="grading-queue"),
    path("bewerten/termin/<str:run>/", grading.people, name="run-people"),
    path("bewerten/<str:attempt>/<int:position>/", grading.answer, name="grading-answer"),
    path("bewerten/<str:attempt>/<int:position>/name/", grading.name, name="grading-name"),
    path(f"{TEAM}zertifikate/", run_certificates.certificates, name="run-certificates"),
    path(
        f"{TEAM}zertifikate/<str:enrolment>/", run_certificates.certificate, name="run-certificate"
    ),
    # what team and learners of a run tell one another
    path(f"{LESSON}frage/", lesson_question.ask, name="lesson-ask"),
    path(f"{TEAM}mitteilungen/", announcement.announcements, name="announcements"),
    path("bewerten/fragen/", lesson_question.questions, name="questions"),
    path("bewerten/fragen/<str:question>/", lesson_question.question, name="question"),
    # steering: what there is to learn, and the city's figures
    path("zahlen/", figures.figures, name="figures"),
    path("zahlen/lernkette.csv", figures.figures_csv, name="figures-csv"),
    path("netzwerk/zahlen/", figures.city, name="city-figures"),
    path("netzwerk/zahlen/lernkette.csv", figures.city_csv, name="city-figures-csv"),
    path("netzwerk/angebot/", coverage.supply, name="supply"),
    path("netzwerk/angebot/angebot.csv", coverage.supply_csv, name="supply-csv"),
    path("netzwerk/angebot/angebot.pdf", coverage.supply_pdf, name="supply-pdf"),
    path("leistung/<str:achievement>/", credentials.achievement_page, name="achievement"),
    # what a house says on its certificates
    path(WORDING, certificate_template.wording, name="wording"),
    path(f"{WORDING}vorschau/", certificate_template.preview, name="wording-preview"),
    path(f"{WORDING}zuruecksetzen/", certificate_template.reset, name="wording-reset"),
    path("zertifikat/", verify.verify_search, name="verify-search"),
    path("zertifikat/datei/", verify_file.check_file, name="verify-file"),
    path("zertifikat/<str:code>/", verify.verify, name="verify"),
    path("netzwerk/uebergaenge/", bridges.bridges, name="bridges"),
    path("netzwerk/uebergaenge/bestaetigen/", bridges.confirm, name="bridge-confirm"),
    path("netzwerk/uebergaenge/<str:bridge>/beenden/", bridges.end, name="bridge-end"),
    path(
        "netzwerk/uebergaenge/<str:bridge>/widersprechen/", bridges.object_to, name="bridge-object"
    ),
]
