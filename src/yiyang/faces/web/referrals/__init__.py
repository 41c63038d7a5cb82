"""Referrals: sending in few taps, answering with a slot, reporting back."""
