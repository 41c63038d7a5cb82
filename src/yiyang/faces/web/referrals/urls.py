"""Routes of referrals."""

from django.urls import path

from yiyang.faces.web.referrals import steps, views

urlpatterns = [
    path("referrals/", views.desk, name="referrals"),
    path("people/<int:person_id>/refer/", views.refer, name="refer_person"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    *(
        path(f"referrals/<int:pk>/{name}/", steps.view_of(step), name=f"referral_{name}")
        for step in steps.STEPS
        for name in (views.PATH_OF[step.action],)
    ),
]
