"""Addresses of family doctor agreements."""

from django.urls import path

from yiyang.faces.web.signing import own, papers

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
]
