from django.urls import path

from yiyang.faces.web.transfers import placement, views
from yiyang.faces.web.transfers.steps import STEPS, view_of

urlpatterns = [
    path("transfers/", views.desk, name="transfer_desk"),
    path("transfers/placement/", placement.place_waiting, name="place_waiting"),
    path("transfers/placement/<int:pk>/", placement.placement_run, name="placement_run"),
    path(
        "transfers/placement/<int:pk>/people/<int:case_id>/",
        placement.placement_why,
        name="placement_why",
    ),
    path("transfers/placement/<int:pk>/accept/", placement.accept_run, name="accept_run"),
    path(
        "transfers/placement/<int:pk>/exchange/<int:cycle>/",
        placement.exchange_cycle,
        name="exchange_cycle",
    ),
    path("transfers/<int:pk>/", views.transfer, name="transfer"),
    path("transfers/<int:pk>/papers/<str:kind>/", views.paper, name="transfer_paper"),
    *(
        path(f"transfers/<int:pk>/{step.code}/", view_of(step), name=f"transfer_{step.code}")
        for step in STEPS
    ),
    path("people/<int:person_id>/transfer/", views.request_transfer, name="request_transfer"),
    path("people/<int:person_id>/return/", views.return_home, name="return_home"),
    path("people/<int:person_id>/leave/", views.leave, name="leave"),
    path("people/<int:person_id>/death/", views.death, name="death"),
    path("claims/<int:claim_id>/keep/", views.keep_longer, name="keep_longer"),
]
