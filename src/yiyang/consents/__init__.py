"""Consent to see a person's record, breaking the glass, and questions about looks."""
