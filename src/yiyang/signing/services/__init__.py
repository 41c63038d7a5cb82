"""Signing: drafts, their codes, the signature, and what ends or rests an agreement."""
