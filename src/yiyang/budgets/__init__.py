"""Settlement runs that are kept: what a period's discharges were paid, and who bears the rest."""
