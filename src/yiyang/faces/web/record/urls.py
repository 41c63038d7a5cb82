"""Routes of the record."""

from django.urls import path

from yiyang.faces.web.record import papers, views

urlpatterns = [
    path("people/<int:person_id>/record/", views.record, name="record"),
    path("people/<int:person_id>/record/<slug:sign>/", views.record_sign, name="record_sign"),
    path("people/<int:person_id>/summary/", views.summary, name="record_summary"),
    path("people/<int:person_id>/summary/sheet/", papers.sheet, name="record_sheet"),
    path("people/<int:person_id>/summary/sheet.pdf", papers.pdf, name="record_sheet_pdf"),
    path("people/<int:person_id>/summary/ips.json", papers.ips, name="record_ips"),
    path("people/<int:person_id>/vitals/", views.vitals, name="record_vitals"),
]
