"""Referral: what may be sent where, on which terms it is accepted, what insurance makes of it."""
