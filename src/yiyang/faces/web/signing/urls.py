"""Addresses of family doctor agreements."""

from django.urls import path

from yiyang.faces.web.signing import desk, organisation, own, papers

urlpatterns = [
    path("signing/", own.mine, name="signing_mine"),
    path("signing/people/<int:person_id>/new/", own.new, name="signing_new"),
    path("signing/drafts/<int:pk>/", papers.draft, name="signing_draft"),
    path("signing/drafts/<int:pk>/paper/", papers.draft_paper, name="signing_draft_paper"),
    path("signing/drafts/<int:pk>/code/", papers.ask_code, name="signing_code"),
    path("signing/drafts/<int:pk>/sign/", papers.sign, name="signing_sign"),
    path("signing/drafts/<int:pk>/withdraw/", papers.withdraw, name="signing_withdraw"),
    path("signing/agreements/<int:pk>/", papers.agreement, name="signing_agreement"),
    path("signing/agreements/<int:pk>/paper/", papers.agreement_paper, name="signing_paper"),
    path("signing/agreements/<int:pk>/people/<int:person_id>/end/", papers.end, name="signing_end"),
    path("signing/agreements/<int:pk>/rest/", papers.rest, name="signing_rest"),
    path("signing/desk/", desk.desk, name="signing_desk"),
    path("signing/desk/present/", desk.present, name="signing_present"),
    path("signing/desk/people/<int:person_id>/new/", desk.new, name="signing_desk_new"),
    path("signing/staff/", organisation.staff, name="signing_staff"),
    path("signing/staff/list/", organisation.staff_list, name="signing_staff_list"),
    path(
        "signing/drafts/<int:pk>/without-refused/",
        organisation.without_refused,
        name="signing_without_refused",
    ),
    path("signing/forms/", organisation.wording, name="signing_forms"),
]
