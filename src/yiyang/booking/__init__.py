"""Slots of clinics and examinations, the quota that family doctors book, queues."""
