"""Cross-region settlement: the insurer's desk, an institution's desk, a person's filings."""
