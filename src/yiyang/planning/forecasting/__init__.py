"""Forecasts of daily series with intervals, a baseline beside, and how both held before."""
