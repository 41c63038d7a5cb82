"""Changing the five-bed network: transfers step by step, and what ends them."""

from yiyang.beds.errors import PersonHasDied
from yiyang.beds.services.admission import admit, reconcile
from yiyang.beds.services.batch import accept_placements, exchange, propose_placements
from yiyang.beds.services.closing import (
    close_at_death,
    end_transfer,
    extend_kept_bed,
    leave_network,
    return_home,
)
from yiyang.beds.services.emergency import open_green_channel
from yiyang.beds.services.evaluation import evaluate_transfer, give_consent
from yiyang.beds.services.holds import attach_summary, depart, hold_bed, send_records, sweep_expired
from yiyang.beds.services.keeping import warn_of_kept_beds
from yiyang.beds.services.offers import answer_offer, make_offers
from yiyang.beds.services.papers import hand_in_paper
from yiyang.beds.services.requests import Asked, request_transfer
from yiyang.beds.services.watching import Condition, ask_for_transfer, take_vitals

__all__ = [
    "Asked",
    "Condition",
    "PersonHasDied",
    "accept_placements",
    "admit",
    "answer_offer",
    "ask_for_transfer",
    "attach_summary",
    "close_at_death",
    "depart",
    "end_transfer",
    "evaluate_transfer",
    "exchange",
    "extend_kept_bed",
    "give_consent",
    "hand_in_paper",
    "hold_bed",
    "leave_network",
    "make_offers",
    "open_green_channel",
    "propose_placements",
    "reconcile",
    "request_transfer",
    "return_home",
    "send_records",
    "sweep_expired",
    "take_vitals",
    "warn_of_kept_beds",
]
