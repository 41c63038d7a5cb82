"""Partner nodes kept, contents sent, messages taken in.  Each change leaves one audit row."""

from yiyang.exchange.services.delivering import (
    Payload,
    drop_next,
    note_answer,
    note_failure,
    payload_of,
)
from yiyang.exchange.services.hearing import Answered, hear_again
from yiyang.exchange.services.mapping import load_map
from yiyang.exchange.services.registering import (
    Agreed,
    Partner,
    add_institution,
    add_node,
    change_node,
    settle_restored,
    start_node,
    stop_node,
)
from yiyang.exchange.services.sending import post_settlement, send
from yiyang.exchange.services.taking import take_message

__all__ = [
    "Agreed",
    "Answered",
    "Partner",
    "Payload",
    "add_institution",
    "add_node",
    "change_node",
    "drop_next",
    "hear_again",
    "load_map",
    "note_answer",
    "note_failure",
    "payload_of",
    "post_settlement",
    "send",
    "settle_restored",
    "start_node",
    "stop_node",
    "take_message",
]
