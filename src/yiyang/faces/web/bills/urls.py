"""The routes of the bills of visits."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.bills import views

urlpatterns = [
    path("bills/", views.bills, name="bills"),
    path("bills/people/<int:person_id>/", views.new, name="bill_new"),
    path("bills/<int:pk>/", views.bill, name="bill"),
    path("bills/<int:pk>/charge/", views.charge, name="bill_charge"),
    path("bills/<int:pk>/delivered/", views.delivered, name="bill_delivered"),
    path("bills/<int:pk>/settle/", views.settle, name="bill_settle"),
    path("bills/<int:pk>/pay/", views.pay, name="bill_pay"),
    path("bills/<int:pk>/drop/", views.drop, name="bill_drop"),
]
