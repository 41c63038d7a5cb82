"""What a follow-up shows and when the next one is due."""

from __future__ import annotations

from dataclasses import replace

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.care import calendars, chronic
from yiyang.rules.care.terms import FAR, FollowUpFacts, FollowUpResult
from yiyang.rules.registry import rule


@rule("care.follow_up")
def judge_follow_up(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Tell how a person stands after a follow-up and when the next one is due.

    A sign of danger refers at once, whatever was measured or not.  A follow-up from afar is
    kept, but does not count where the programme asks for follow-ups face to face.

    Raises:
        KeyError: no such programme.
        NotInForce: the book lacks a value.

    Source: FD-3.2; National specification of basic public health services, 3rd edition (2017).
    """
    if facts.programme in chronic.JUDGES:
        judged = chronic.JUDGES[facts.programme](facts, reading)
    else:
        judge = calendars.JUDGES[facts.programme]
        judged = calendars.refer_on_signs(facts, reading) or judge(facts, reading)
    if facts.channel in FAR and facts.programme in reading.codes("follow_up.face_to_face"):
        judged = replace(judged, counts=False, reasons=(*judged.reasons, Message("FROM_AFAR")))
    return judged
