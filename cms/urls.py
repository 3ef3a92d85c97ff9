"""Our own views inside Wagtail's admin (path words German, names English)."""

from django.urls import path

from cms.viewsets import (
    banks,
    begin,
    certificates,
    copies,
    fields,
    guests,
    instead,
    order,
    partners,
    people,
    preview,
    questions,
    review,
    runs,
    translations,
)

app_name = "cms"

urlpatterns = [
    path("kurse/neu/", begin.course, name="course-begin"),
    path("kurse/kopieren/", copies.index, name="course-copies"),
    path("kurse/kopieren/<int:page_id>/", copies.copy, name="course-copy"),
    path("fragen/", questions.index, name="question-list"),
    path("fragen/neu/", questions.kinds, name="question-types"),
    path("fragen/neu/<slug:kind>/", questions.create, name="question-create"),
    path("fragen/zurueckziehen/<str:key>/", questions.retire, name="question-retire"),
    path("fragen/sammlungen/", banks.index, name="bank-list"),
    path("fragen/sammlungen/neu/", banks.create, name="bank-create"),
    path("fragen/sammlungen/<str:key>/", banks.edit, name="bank-edit"),
    path("fragen/<str:key>/fassungen/", banks.question, name="question-versions"),
    path("fragen/<str:key>/<str:locale>/", questions.edit, name="question-edit"),
    path("freigabe/<int:page_id>/", review.course, name="course-review"),
    path("freigabe/<int:page_id>/einreichen/", review.decide, {"act": "submit"}, "course-submit"),
    path("freigabe/<int:page_id>/freigeben/", review.decide, {"act": "approve"}, "course-approve"),
    path(
        "freigabe/<int:page_id>/zurueck/", review.decide, {"act": "send_back"}, "course-send-back"
    ),
    path("reihenfolge/<int:page_id>/", order.lessons, name="lesson-order"),
    path("uebersetzungen/<int:page_id>/", translations.translations, name="course-translations"),
    path("vorschau/<int:page_id>/<str:block>/", preview.quiz, name="quiz-preview"),
    path("mitschreibende/<int:page_id>/", guests.guests, name="course-guests"),
    path(
        "mitschreibende/<int:page_id>/<str:key>/entfernen/", guests.withdraw, name="guest-withdraw"
    ),
    path("mitschreibende/antwort/<str:key>/", guests.answer, name="guest-answer"),
    path("termine/<int:page_id>/", runs.runs, name="run-list"),
    path("termine/<int:page_id>/<str:key>/entfernen/", runs.remove, name="run-remove"),
    path("partner/", partners.index, name="partner-list"),
    path("partner/aufnehmen/", partners.onboard, name="partner-onboard"),
    path("partner/<str:key>/angaben/", partners.facts, name="partner-facts"),
    path("partner/<str:key>/ort/", partners.place_add, name="partner-place-add"),
    path(
        "partner/<str:key>/ort/<int:place_id>/", partners.place_change, name="partner-place-change"
    ),
    path("partner/<str:key>/freigabe/", partners.self_approval, name="partner-self-approval"),
    path("personen/", people.index, name="person-list"),
    path("personen/einladen/", people.invite, name="person-invite"),
    path("personen/einladen/stadt/", people.invite_staff, name="person-invite-staff"),
    path("personen/<str:key>/stadt/", people.staff_roles, name="person-staff-roles"),
    path("personen/<str:key>/zugang/", people.deactivate, name="person-deactivate"),
    path("personen/<str:key>/<str:partner>/", people.roles, name="person-roles"),
    path("zertifikate/", certificates.find, name="certificate-find"),
    path("zertifikate/<str:code>/", certificates.revoke, name="certificate-revoke"),
    path("handlungsfelder/", fields.index, name="field-list"),
    path("handlungsfelder/<slug:code>/", fields.edit, name="field-edit"),
]

# Mounted before Wagtail's own routes at the same addresses.
in_place_of_wagtail = [
    path("images/", instead.images, name="image-list"),
    path("images/results/", instead.image_results, name="image-list-results"),
    path("documents/", instead.documents, name="document-list"),
    path("documents/results/", instead.document_results, name="document-list-results"),
    path("account/", instead.account, name="wagtailadmin_account"),
    path("tag-autocomplete/", instead.tags, name="wagtailadmin_tag_autocomplete"),
]
