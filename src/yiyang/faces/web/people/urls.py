"""Routes of people."""

from django.urls import path

from yiyang.faces.web.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/new/", views.new, name="person_new"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/edit/", views.edit, name="person_edit"),
    path("people/<int:person_id>/wishes/", views.wishes, name="person_wishes"),
    path("people/<int:person_id>/relatives/", views.relative_add, name="relative_add"),
    path(
        "people/<int:person_id>/relatives/<int:pk>/remove/",
        views.relative_remove,
        name="relative_remove",
    ),
]
