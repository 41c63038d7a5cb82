"""The JSON API for programs of hospitals, care institutions and districts, beside FHIR."""
