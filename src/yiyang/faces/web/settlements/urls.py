"""The routes of settlement runs."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.settlements import comparing, views

urlpatterns = [
    path("settlements/", views.runs, name="settlement_runs"),
    path("settlements/budget/", views.budget_file, name="settlement_budget_file"),
    path("settlements/mine/", views.statements, name="settlement_statements"),
    path("settlements/consortia/", views.consortia, name="consortium_budgets"),
    path("settlements/consortia/file/", views.consortia_file, name="consortium_budgets_file"),
    path("settlements/compare/", comparing.compare, name="settlement_compare"),
    path("settlements/compare/file/", comparing.compare_file, name="settlement_compare_file"),
    path("settlements/<int:pk>/", views.run, name="settlement_run"),
    path("settlements/<int:pk>/file/", views.run_file, name="settlement_run_file"),
    path("settlements/statement/<int:pk>/", views.statement, name="settlement_statement"),
    path("settlements/statement/<int:pk>/file/", views.statement_file, name="statement_file"),
]
