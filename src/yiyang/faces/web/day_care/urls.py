"""Routes of day care and of service by enrolment."""

from django.urls import path

from yiyang.faces.web.day_care import views

urlpatterns = [
    path("day-care/", views.sheet, name="day_care"),
    path("day-care/report/", views.report, name="service_report"),
    path("day-care/enrolments/", views.enrolments, name="enrolments"),
    path("day-care/enrolments/<int:pk>/", views.enrolment, name="enrolment"),
    path("day-care/enrolments/<int:pk>/come/", views.come, name="attend_come"),
    path("day-care/enrolments/<int:pk>/leave/", views.leave, name="attend_leave"),
    path("day-care/enrolments/<int:pk>/service/", views.service, name="point_service"),
    path("day-care/enrolments/<int:pk>/purchase/", views.purchase, name="point_purchase"),
    path("day-care/enrolments/<int:pk>/end/", views.end, name="enrolment_end"),
    path("people/<int:person_id>/enrol/", views.enrol, name="enrol"),
]
