"""Visits at home: asked for, arranged, made with a phone, rated; the acts and their reversal."""
