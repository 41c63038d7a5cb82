"""Three ways of service: enrolment, the attendance sheet, services and purchases, the report."""
