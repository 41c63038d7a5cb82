"""The doors: pages, JSON, FHIR, commands, jobs."""
