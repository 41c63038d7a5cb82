"""Routes of the work list."""

from django.urls import path

from yiyang.faces.web.desk import views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/list/", views.work_list, name="work_list"),
]
