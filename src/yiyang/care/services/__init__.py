"""Changing care: drawing up plans, ending due work, follow-ups, consultations."""

from yiyang.care.services.due import complete_due

__all__ = ["complete_due"]
