"""Payment groups of DIP built from discharges of past years, as a rule pack with its scores."""
