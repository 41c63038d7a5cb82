"""Each delivered act once; corrected only by reversal; sealed."""
