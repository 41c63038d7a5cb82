from django.urls import path

from yiyang.faces.web.performance import calls, views

urlpatterns = [
    path("appraisals/", views.appraisals, name="appraisals"),
    path("appraisals/beside.csv", views.beside_csv, name="appraisals_beside_csv"),
    path("appraisals/draft/", views.draft, name="appraisals_draft"),
    path("appraisals/final/", views.final, name="appraisals_final"),
    path("appraisals/sample/", views.sample, name="survey_sample"),
    path("appraisals/<int:pk>/", views.appraisal, name="appraisal"),
    path("appraisals/<int:pk>/veto/", views.veto, name="appraisal_veto"),
    path("my-card/", views.my_card, name="my_card"),
    path("survey/", calls.calls, name="survey_calls"),
    path("survey/<int:pk>/", calls.call, name="survey_call"),
]
