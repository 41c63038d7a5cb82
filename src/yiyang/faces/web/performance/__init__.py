"""Appraisals and scorecards, and the survey by phone."""
