"""Send what waits in the postbox."""

from __future__ import annotations

import os
from datetime import datetime

from django.conf import settings

from yiyang.exchange.here import destination_of
from yiyang.faces.jobs.carriers import FileCarrier, HttpCarrier
from yiyang.faces.jobs.schedule import every
from yiyang.postbox.selectors import waiting_messages
from yiyang.postbox.services import Carrier, deliver_next

NODES = destination_of("")
AT_ONCE = 200  # messages of one destination in one run; the rest goes in the next


@every("* * * * *")
def deliver_postbox(at: datetime) -> str:
    """Deliver to every destination that has a way, until one message of it fails."""
    sent = failed = stranded = 0
    for waiting in waiting_messages():
        if waiting.destination.startswith(NODES):
            continue  # they have a way of their own (``jobs.nodes``)
        carrier = carrier_to(waiting.destination)
        if carrier is None:
            stranded += waiting.count
            continue
        for _ in range(AT_ONCE):
            went = deliver_next(at=at, destination=waiting.destination, carrier=carrier)
            sent += went is True
            failed += went is False
            if not went:
                break
    return f"sent {sent}, failed {failed}, without a way {stranded}"


def carrier_to(destination: str) -> Carrier | None:
    """Return the way to a destination: of the environment, or a file outside production."""
    url = settings.DESTINATIONS.get(destination)
    if url is not None:
        return HttpCarrier(url, os.environ.get(token_name(destination), ""))
    if settings.PRODUCTION:
        return None
    name = "".join(c if c.isalnum() else "_" for c in destination)
    return FileCarrier(settings.DATA_DIR / "postbox" / f"{name}.jsonl")


def token_name(destination: str) -> str:
    """Return the environment variable that holds the token for a destination."""
    return "YIYANG_TOKEN_" + "".join(c if c.isalnum() else "_" for c in destination.upper())
