from django.urls import path

from yiyang.faces.web.forecasts import calibrations, views

urlpatterns = [
    path("plan/forecasts/", views.forecasts, name="forecasts"),
    path("plan/forecasts/<int:pk>/", views.forecast, name="forecast"),
    path("plan/forecasts/<int:pk>/series.csv", views.forecast_csv, name="forecast_csv"),
    path("plan/forecast-series/<int:pk>/", views.series, name="forecast_series"),
    path("plan/forecast-series/<int:pk>/days.csv", views.series_csv, name="forecast_series_csv"),
    path("plan/calibrations/", calibrations.calibrations, name="calibrations"),
    path("plan/calibrations/<int:pk>/", calibrations.calibration, name="calibration"),
    path(
        "plan/calibrations/<int:pk>/figures.csv", calibrations.figures_csv, name="calibration_csv"
    ),
    path("plan/calibrations/<int:pk>/keep/", calibrations.keep, name="calibration_keep"),
    path(
        "plan/calibrations/<int:pk>/backtest/", calibrations.backtest, name="calibration_backtest"
    ),
    path(
        "plan/calibrations/<int:pk>/backtest.csv",
        calibrations.backtest_csv,
        name="calibration_backtest_csv",
    ),
    path(
        "plan/calibrations/<int:pk>/scenario.toml",
        calibrations.scenario_file,
        name="calibration_scenario",
    ),
]
