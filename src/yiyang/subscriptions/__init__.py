"""Subscriptions of clients to changes of the record, what happened for each, and its sending."""
