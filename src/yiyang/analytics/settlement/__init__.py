"""Grouped discharges into money: standards, outliers, points, statements, comparison."""
