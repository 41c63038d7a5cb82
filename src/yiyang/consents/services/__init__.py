"""Consents are asked for, signed, narrowed and withdrawn; the glass is broken and reviewed."""
