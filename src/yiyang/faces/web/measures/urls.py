from django.urls import path

from yiyang.faces.web.measures import coverage, views

urlpatterns = [
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/trend/", coverage.trend, name="coverage_trend"),
    path("measures/", views.measures, name="measures"),
    path("measures/<str:name>/", views.measure, name="measure"),
    path("measures/<str:name>/rows/", views.rows, name="measure_rows"),
    path("measures/<str:name>/figures.csv", views.figures_csv, name="measure_csv"),
]
