"""Routes of cooperation contracts."""

from django.urls import path

from yiyang.faces.web.contracts import consortia, drafting, views

urlpatterns = [
    path("consortia/", consortia.consortia, name="consortia"),
    path("consortia/<int:pk>/", consortia.consortium, name="consortium"),
    path("consortia/<int:pk>/join/", consortia.join, name="consortium_join"),
    path(
        "consortia/<int:pk>/leave/<int:institution_id>/", consortia.leave, name="consortium_leave"
    ),
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/new/", drafting.new, name="contract_new"),
    path("contracts/<int:pk>/", views.contract, name="contract"),
    path("contracts/<int:pk>/sign/", views.sign, name="contract_sign"),
    path("contracts/<int:pk>/decline/", views.decline, name="contract_decline"),
    path("contracts/<int:pk>/amend/", drafting.amend, name="contract_amend"),
    path("contracts/<int:pk>/renew/", drafting.renew, name="contract_renew"),
    path("contracts/<int:pk>/end/", views.end, name="contract_end"),
    path("contracts/<int:pk>/paper/<int:number>/", views.paper, name="contract_paper"),
]
