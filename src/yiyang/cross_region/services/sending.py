"""The head of a national message, and the audit row of what is done between nodes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yiyang.audit.services import Actor, record
from yiyang.cross_region.models import Role
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node
from yiyang.rules.cross_region.national import header


def head_of(
    transaction: str, node: Node, role: str, *, number: str, kind: str = "", institution: str = ""
) -> dict[str, str]:
    """Return the head of a message between this node and another, in our role."""
    here, there = node_here(), node.code
    place, home = (here, there) if role == Role.PLACE else (there, here)
    return header(transaction, kind, number=number, place=place, home=home, institution=institution)


def note(
    action: str,
    subject: tuple[str, int],
    by: Actor,
    at: datetime,
    *,
    person_id: int | None = None,
    **payload: Any,
) -> None:
    """Add the audit row of a change between two nodes."""
    record(
        by=by,
        at=at,
        action=f"cross_region.{action}",
        subject_kind=subject[0],
        subject_id=subject[1],
        person_id=person_id,
        payload=payload,
    )
