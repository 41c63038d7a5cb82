"""Referral up, down and outside: a case from the question to the answer."""
