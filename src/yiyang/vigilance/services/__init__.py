"""Counting, alarms, responses and pools.  Each change leaves one audit row."""

from yiyang.vigilance.services.alarms import Watched, judge_record
from yiyang.vigilance.services.counting import Counted, count_record
from yiyang.vigilance.services.opening import begin_exercise, declare, dismiss, verify
from yiyang.vigilance.services.placing import (
    Invented,
    Placed,
    invent,
    leave,
    place_casualties,
    take_in,
)
from yiyang.vigilance.services.pooling import (
    answer_pledge,
    ask_scope,
    release_pledge,
    stand_down,
)

__all__ = [
    "Counted",
    "Invented",
    "Placed",
    "Watched",
    "answer_pledge",
    "ask_scope",
    "begin_exercise",
    "count_record",
    "declare",
    "dismiss",
    "invent",
    "judge_record",
    "leave",
    "place_casualties",
    "release_pledge",
    "stand_down",
    "take_in",
    "verify",
]
