"""What is known of a person: FHIR resources as they came, with search indexes."""
