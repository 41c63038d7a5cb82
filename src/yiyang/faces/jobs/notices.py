"""Sending notices, and telling the next where no answer comes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.faces.web.templatetags.yiyang_text import catalogue
from yiyang.notices.channels import EMAIL, SMS, Channel, SmsWebhook, Smtp, VisiblePhone
from yiyang.notices.deliveries import send_waiting
from yiyang.notices.services import escalate_unacknowledged


def channels(environment: Mapping[str, str], *, demo: bool) -> dict[str, Channel]:
    """Return the channels that are set up; the demo has its visible phone for the others.

    Args:
        environment: ``YIYANG_SMS_WEBHOOK`` with ``YIYANG_SMS_TOKEN``, and ``YIYANG_SMTP_URL``
            with ``YIYANG_MAIL_FROM``.
    """
    found: dict[str, Channel] = {}
    if demo:
        found = {SMS: VisiblePhone(), EMAIL: VisiblePhone()}
    if environment.get("YIYANG_SMS_WEBHOOK"):
        token = environment.get("YIYANG_SMS_TOKEN", "")
        found[SMS] = SmsWebhook(environment["YIYANG_SMS_WEBHOOK"], token)
    if environment.get("YIYANG_SMTP_URL"):
        sender = environment.get("YIYANG_MAIL_FROM", "yiyang@localhost")
        found[EMAIL] = Smtp(environment["YIYANG_SMTP_URL"], sender)
    return found


@every("* * * * * */5")
def send_notices(at: datetime) -> str:
    """Send what waits."""
    ready = channels(os.environ, demo=settings.ENV == "demo")
    sent = failed = 0
    moment = at
    while True:
        did = send_waiting(channels=ready, render=catalogue().render, at=moment)
        if not did.sent + did.failed:
            return f"sent {sent}, failed {failed}"
        sent, failed = sent + did.sent, failed + did.failed
        moment = max(at, timezone.now())


@every("* * * * * */15")
def escalate_notices(at: datetime) -> str:
    """Tell the next round of every notice whose answer is late."""
    return f"told the next of {escalate_unacknowledged(at=at, by=PROGRAM)}"
