"""Kinds of acts that other floors must tell apart."""

RECOGNISED = "RESULT_RECOGNISED"  # of ``recognition``: a repeat that nobody did, in nobody's time
