"""Risks looked for, told, answered, given back and closed."""

from yiyang.risks.services.looking import Looked, look_for_risks, tell_risk
from yiyang.risks.services.steps import answer_risk, close_risk, return_risk

__all__ = ["Looked", "answer_risk", "close_risk", "look_for_risks", "return_risk", "tell_risk"]
