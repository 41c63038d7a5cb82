"""Routes of the first page and of what the frame offers everywhere."""

from django.urls import path

from yiyang.faces.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("act-as/", views.act_as, name="act_as"),
    path("large-type/", views.large_type, name="large_type"),
    path("i18n/setlang/", views.language, name="set_language"),
    path("design/", views.design, name="design"),
]
