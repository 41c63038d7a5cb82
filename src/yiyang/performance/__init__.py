"""Scorecards of doctors, teams and institutions, and the surveys behind them."""
