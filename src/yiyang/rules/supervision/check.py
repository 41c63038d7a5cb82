"""All checks over claims that were sent."""

from __future__ import annotations

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule
from yiyang.rules.supervision.across import across_suspicions
from yiyang.rules.supervision.lines import line_suspicions
from yiyang.rules.supervision.stays import stay_suspicions
from yiyang.rules.supervision.terms import Looked, Supervised, Suspicion, in_order


@rule("supervision.supervise")
def supervise(facts: Supervised, reading: Reading) -> Looked:
    """Return everything in claims that is to be explained, each with its lines as evidence.

    A suspicion says what was seen; whether anything is wrong a person decides.

    Source: JA-4.2 (supervision of what funds pay); the insurer's two libraries of rules.
    """
    claims = sorted(facts.claims, key=in_order)
    found = [one for claim in claims for one in line_suspicions(claim, facts.lists, reading)]
    found += stay_suspicions(claims, reading)
    found += across_suspicions(claims, reading)
    return Looked(tuple(sorted(found, key=_place)))


def _place(one: Suspicion) -> tuple[int, str, tuple[str, ...]]:
    return (len(one.claim), one.claim, one.identity)
