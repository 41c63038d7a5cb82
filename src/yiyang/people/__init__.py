"""Residents: identifiers, relatives, living situation, wishes."""
