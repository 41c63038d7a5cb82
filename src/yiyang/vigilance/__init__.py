"""Counts of the record day by day, alarms, and the graded response with its pools."""
