"""Routes of the inbox and of the demo's phone."""

from django.urls import path

from yiyang.faces.web.notices import views

urlpatterns = [
    path("notices/", views.inbox, name="notices"),
    path("notices/list/", views.inbox_list, name="notices_list"),
    path("notices/<int:pk>/acknowledge/", views.acknowledge, name="notice_acknowledge"),
    path("phone/", views.phone, name="phone"),
]
