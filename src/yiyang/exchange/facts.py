"""Rows as the frozen values that the rules of exchange take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from yiyang.access.models import Assignment, Grant, Role
from yiyang.access.readers import Reader
from yiyang.access.visibility import visible_to
from yiyang.audit.services import Actor
from yiyang.consents.models import Consent
from yiyang.exchange.models import Node
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.exchange import CONTENTS, SCOPES, Exchange


def is_in_force(node: Node, day: date) -> bool:
    """Tell whether what was agreed with a node holds on a day."""
    return node.stopped_at is None and day in node.agreed


def exchange_of(
    node: Node,
    contents: Iterable[str],
    *,
    consent: Consent | None,
    is_closed: bool = False,
    day: date,
) -> Exchange:
    """Return what is to be exchanged with a node, as the rules take it."""
    return Exchange(
        contents=tuple(contents),
        agreed=tuple(node.contents),
        is_in_force=is_in_force(node, day),
        consent_scope=consent.scope if consent else "",
        consent_purpose=consent.purpose if consent else "",
        is_closed=is_closed,
    )


def consent_to(person_id: int, institution_id: int, at: datetime) -> Consent | None:
    """Return the widest consent in force of a person to an institution, or None."""
    found = Consent.objects.filter(
        person=person_id,
        kind=Consent.Kind.PERMIT,
        state=Consent.State.IN_FORCE,
        grantee_kind=Consent.Grantee.INSTITUTION,
        grantee_institution=institution_id,
        span__contains=at,
    )
    return max(found.order_by("-pk"), key=lambda one: SCOPES.index(one.scope), default=None)


def as_receiver(node: Node, institution_id: int, by: Actor) -> Reader:
    """Return a reader who sees what an institution of another node may see here, and no more.

    What is sent is read through it: so a refusal that the person has given, or a category that
    they have closed, holds for what leaves as it does for what is looked at.
    """
    held = node.client.assignment
    assignment = Assignment(
        account_id=held.account_id, role=Role.CONNECTED_SYSTEM, institution_id=institution_id
    )
    return Reader(assignment, by)


def is_closed_to(reader: Reader, person_id: int, contents: Iterable[str], book: Reading) -> bool:
    """Tell whether a reader cannot see as much of a person as the contents need."""
    needed = book.table(CONTENTS)
    scopes = [needed[kind] for kind in contents if kind in needed]
    widest = max(scopes, key=SCOPES.index, default=SCOPES[0])
    seen = visible_to(reader.assignment, scope=Grant.Scope(widest))
    return not Person.objects.filter(seen, pk=person_id).exists()
