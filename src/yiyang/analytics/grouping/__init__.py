"""Discharges into payment groups: rule packs, a plain interpreter, and a kernel over columns."""
