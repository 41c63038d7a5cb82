"""Writing the service ledger: each delivered act once, corrected only by its reversal."""

from yiyang.ledger.services.accepting import ActNotAccepted, Delivery, deliver, judge_and_deliver
from yiyang.ledger.services.recording import (
    ActRecorded,
    ActReversed,
    record_act,
    reverse_act,
)

__all__ = [
    "ActNotAccepted",
    "ActRecorded",
    "ActReversed",
    "Delivery",
    "deliver",
    "judge_and_deliver",
    "record_act",
    "reverse_act",
]
