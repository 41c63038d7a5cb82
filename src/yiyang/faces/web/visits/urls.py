"""Routes of visits at home and of the ledger's acts."""

from django.urls import path

from yiyang.faces.web.visits import acts, asking, desk, worker

urlpatterns = [
    path("visits/", desk.desk, name="visit_desk"),
    path("visits/plan/", desk.plan, name="visit_plan"),
    path("visits/plan/gather/", desk.collect, name="visit_gather"),
    path("visits/plan/arrange/", desk.arrange, name="visit_arrange"),
    path("visits/<int:pk>/", desk.visit, name="visit"),
    path("visits/<int:pk>/risk/", desk.risk, name="visit_risk"),
    path("visits/<int:pk>/cancel/", desk.cancel, name="visit_cancel"),
    path("visits/mine/", worker.mine, name="my_visits"),
    path("visits/mine/offline.js", worker.offline, name="visit_offline"),
    path("visits/<int:pk>/in/", worker.begin, name="visit_in"),
    path("visits/<int:pk>/out/", worker.end, name="visit_out"),
    path("visits/own/", asking.own, name="own_visits"),
    path("visits/<int:pk>/rate/", asking.rate, name="visit_rate"),
    path("people/<int:person_id>/visits/", asking.calendar, name="person_visits"),
    path("people/<int:person_id>/visits/ask/", asking.ask, name="visit_ask"),
    path("acts/", acts.acts, name="acts"),
    path("acts/<int:pk>/reverse/", acts.reverse, name="act_reverse"),
]
