"""Our own views inside Wagtail's admin (path words German, names English)."""

from django.urls import path

from cms.viewsets import (
    certificates,
    fields,
    instead,
    order,
    partners,
    people,
    question_exchange,
    questions,
    review,
    runs,
)

app_name = "cms"

urlpatterns = [
    path("fragen/", questions.index, name="question-list"),
    path("fragen/importieren/", question_exchange.upload, name="question-import"),
    path("fragen/importieren/speichern/", question_exchange.save, name="question-import-save"),
    path("fragen/exportieren/", question_exchange.export, name="question-export"),
    path("fragen/exportieren/datei/", question_exchange.download, name="question-download"),
    path("fragen/neu/", questions.kinds, name="question-types"),
    path("fragen/neu/<slug:kind>/", questions.create, name="question-create"),
    path("fragen/zurueckziehen/<str:key>/", questions.retire, name="question-retire"),
    path("fragen/<str:key>/<str:locale>/", questions.edit, name="question-edit"),
    path("freigabe/<int:page_id>/", review.course, name="course-review"),
    path("freigabe/<int:page_id>/einreichen/", review.decide, {"act": "submit"}, "course-submit"),
    path("freigabe/<int:page_id>/freigeben/", review.decide, {"act": "approve"}, "course-approve"),
    path(
        "freigabe/<int:page_id>/zurueck/", review.decide, {"act": "send_back"}, "course-send-back"
    ),
    path("reihenfolge/<int:page_id>/", order.lessons, name="lesson-order"),
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
