from django.urls import path

from yiyang.faces.web.scenarios import comparing, editing, plans, runs

urlpatterns = [
    path("plan/scenarios/", plans.overview, name="scenarios"),
    path("plan/scenarios/now/", plans.now, name="scenario_now"),
    path("plan/scenarios/import/", plans.take_in, name="scenario_import"),
    path("plan/scenarios/<int:pk>/", plans.one, name="scenario"),
    path("plan/scenarios/<int:pk>/plan/", editing.edit, name="scenario_plan"),
    path("plan/scenarios/<int:pk>/run/", plans.order, name="scenario_run"),
    path("plan/scenarios/<int:pk>/scenario.toml", plans.toml, name="scenario_toml"),
    path("plan/runs/<int:pk>/", runs.one, name="simulation_run"),
    path("plan/runs/<int:pk>/change/", runs.change, name="simulation_run_change"),
    path("plan/runs/<int:pk>/figures.csv", runs.figures_csv, name="simulation_figures_csv"),
    path("plan/runs/<int:pk>/occupancy.csv", runs.occupancy_csv, name="simulation_occupancy_csv"),
    path("plan/runs/<int:pk>/flows.csv", runs.flows_csv, name="simulation_flows_csv"),
    path("plan/comparisons/", comparing.make, name="comparison_make"),
    path("plan/comparisons/<int:pk>/", comparing.one, name="comparison"),
    path("plan/comparisons/<int:pk>/differences.csv", comparing.sheet, name="comparison_csv"),
]
