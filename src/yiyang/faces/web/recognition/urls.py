"""Routes of recognition and orders."""

from django.urls import path

from yiyang.faces.web.recognition import certificates, views

urlpatterns = [
    path("people/<int:person_id>/tests/", views.tests, name="person_tests"),
    path("people/<int:person_id>/tests/<slug:item>/", views.item, name="person_test"),
    path("people/<int:person_id>/tests/<slug:item>/order/", views.order, name="test_order"),
    path(
        "people/<int:person_id>/tests/<slug:item>/recognise/",
        views.recognise,
        name="test_recognise",
    ),
    path("tests/<int:pk>/cancel/", views.cancel, name="test_cancel"),
    path("tests/<int:pk>/done/", views.done, name="test_done"),
    path("recognition/", certificates.certificates, name="certificates"),
    path("recognition/new/", certificates.new, name="certificate_new"),
    path("recognition/import/", certificates.take_in, name="certificates_import"),
    path("recognition/<int:pk>/end/", certificates.end, name="certificate_end"),
    path("recognition/<int:pk>/paper/", certificates.paper, name="certificate_paper"),
]
