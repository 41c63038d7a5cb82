"""Measures: coverage of the district, any figure with its chart, and the rows behind it."""
