"""Contracting as workflow: drafts, codes, signatures, renewals, filings."""
