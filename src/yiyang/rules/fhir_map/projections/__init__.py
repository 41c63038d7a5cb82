"""Frozen facts of the rows → FHIR R4 dictionaries: one module per subject."""
