"""Addresses of catalogue, learning and certificates."""

from django.urls import path, re_path

from courses.views import (
    bridges,
    catalogue,
    certificate,
    coverage,
    enrolment,
    figures,
    grading,
    kept,
    lesson,
    pupil,
    quiz,
    run_progress,
    signal,
)
from courses.views.path import (
    answering,
    making as path_making,
    public as path_public,
    steps as path_steps,
)

app_name = "courses"

# A course is named by its key; the slug is for people (a wrong one redirects).
COURSE = r"^kurse/(?P<key>[2-9a-z]{10})-(?P<slug>[-\w]+)/"
LESSON = "lernen/<str:enrolment>/<slug:lesson>/"
QUIZ = f"{LESSON}quiz/<str:quiz>/"
PUPIL = COURSE + r"als-lernende/"
PATH = "netzwerk/lernpfade/<str:path>/"

urlpatterns = [
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
    re_path(PUPIL + r"$", pupil.begin, name="pupil"),
    re_path(PUPIL + r"(?P<lesson>[-\w]+)/$", pupil.lesson, name="pupil-lesson"),
    re_path(
        PUPIL + r"(?P<lesson>[-\w]+)/quiz/(?P<quiz>[2-9a-z]{10})/$",
        pupil.quiz,
        name="pupil-quiz",
    ),
    re_path(
        PUPIL + r"(?P<lesson>[-\w]+)/datei/(?P<file>[2-9a-z]{10})/$",
        pupil.file,
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
    path("lernen/wartet/", kept.kept, name="kept"),
    path("lernen/<str:enrolment>/", enrolment.resume, name="resume"),
    path("lernen/<str:enrolment>/verlassen/", enrolment.leave, name="leave"),
    path(
        "lernen/<str:enrolment>/zertifikat/", certificate.certificate_name, name="certificate-name"
    ),
    path(
        "lernen/<str:enrolment>/zertifikat/<str:code>.pdf",
        certificate.certificate_pdf,
        name="certificate-pdf",
    ),
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
    # steering: what there is to learn, and the city's figures
    path("zahlen/", figures.figures, name="figures"),
    path("zahlen/lernkette.csv", figures.figures_csv, name="figures-csv"),
    path("netzwerk/zahlen/", figures.city, name="city-figures"),
    path("netzwerk/zahlen/lernkette.csv", figures.city_csv, name="city-figures-csv"),
    path("netzwerk/angebot/", coverage.supply, name="supply"),
    path("netzwerk/angebot/angebot.csv", coverage.supply_csv, name="supply-csv"),
    path("netzwerk/angebot/angebot.pdf", coverage.supply_pdf, name="supply-pdf"),
    path("zertifikat/", certificate.verify_search, name="verify-search"),
    path("zertifikat/<str:code>/", certificate.verify, name="verify"),
    path("netzwerk/uebergaenge/", bridges.bridges, name="bridges"),
    path("netzwerk/uebergaenge/bestaetigen/", bridges.confirm, name="bridge-confirm"),
    path("netzwerk/uebergaenge/<str:bridge>/beenden/", bridges.end, name="bridge-end"),
    path(
        "netzwerk/uebergaenge/<str:bridge>/widersprechen/", bridges.object_to, name="bridge-object"
    ),
]
