"""FHIR R4 as data: JSON kept as written, search parameters, values to look for."""
