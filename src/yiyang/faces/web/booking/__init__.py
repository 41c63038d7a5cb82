"""Booking: the resident's and the doctor's page, the hospital's sessions and queues, triage."""
