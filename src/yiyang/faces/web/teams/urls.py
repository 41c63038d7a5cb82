"""Routes of teams and practice places."""

from django.urls import path

from yiyang.faces.web.teams import caseloads, duty, members, practice, views

urlpatterns = [
    path("teams/", views.teams, name="teams"),
    path("teams/new/", views.new, name="team_new"),
    path("teams/duty/", duty.roster, name="own_roster"),
    path("teams/duty/<int:pk>/end/", duty.end, name="own_duty_end"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/edit/", views.edit, name="team_edit"),
    path("teams/<int:pk>/join/", members.join, name="team_join"),
    path("teams/<int:pk>/projects/", members.offer, name="team_offer"),
    path("teams/<int:pk>/turns/", members.turn, name="team_turn"),
    path("teams/<int:pk>/people/", caseloads.people, name="team_people"),
    path("teams/<int:pk>/people/<int:person_id>/", caseloads.take, name="team_take_on"),
    path("teams/members/<int:pk>/limit/", members.limit, name="member_limit"),
    path("teams/members/<int:pk>/leave/", members.leave, name="member_leave"),
    path("teams/projects/<int:pk>/stop/", members.stop, name="project_stop"),
    path("teams/turns/<int:pk>/end/", members.turn_end, name="turn_end"),
    path("teams/caseloads/<int:pk>/end/", caseloads.give_over, name="caseload_end"),
    path("practice/", practice.practitioners, name="practitioners"),
    path("practice/<int:pk>/", practice.practitioner, name="practitioner"),
    path("practice/<int:pk>/places/", practice.place_new, name="practice_place_new"),
    path("practice/<int:pk>/family-doctor/", practice.family_doctor, name="family_doctor_new"),
    path("practice/places/<int:pk>/end/", practice.place_end, name="practice_place_end"),
]
