from django.urls import path

from yiyang.faces.web.board import apply, views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/places/<str:code>/", views.board_place, name="board_place"),
    path("board/institutions/<int:pk>/", views.board_institution, name="board_institution"),
    path("beds/", views.public_beds, name="public_beds"),
    path("beds/map.svg", views.public_map, name="public_map"),
    path("apply/", apply.apply, name="apply"),
    path("apply/sent/", apply.sent, name="apply_sent"),
]
