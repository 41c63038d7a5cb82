"""Early warning: counts of cases by day or week against what was to be expected.  Pure."""
