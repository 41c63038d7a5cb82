"""Routes of the policy desk."""

from django.urls import path

from yiyang.faces.web.policy import views

urlpatterns = [
    path("policy/", views.desk, name="policy_desk"),
    path("policy/unsettled/", views.unsettled, name="policy_unsettled"),
    path("policy/missing/", views.missing, name="policy_missing"),
    path("policy/values/<str:key>/", views.parameter, name="policy_parameter"),
    path("policy/values/<str:key>/adopt/", views.adopt, name="policy_adopt"),
]
