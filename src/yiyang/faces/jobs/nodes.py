"""Send what waits for partner nodes, each in order, later each time one does not answer."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from yiyang.exchange.facts import is_in_force
from yiyang.exchange.here import destination_of
from yiyang.exchange.models import Node
from yiyang.exchange.services import note_failure
from yiyang.faces.exchange.carrier import HttpTransport, NodeCarrier, Transport
from yiyang.faces.jobs.schedule import every
from yiyang.postbox.services import deliver_next

log = logging.getLogger(__name__)
AT_ONCE = 200  # messages to one node in one run; the rest goes in the next


@every("* * * * *")
def exchange_with_nodes(at: datetime) -> str:
    """Deliver to every node whose time has come; counts only."""
    return deliver_to_nodes(at, HttpTransport())


def deliver_to_nodes(at: datetime, transport: Transport, *, only: str = "") -> str:
    """Deliver to each node what waits for it, in order, until one message of it fails.

    A node that is stopped, or with which nothing is agreed today, is passed over: what waits
    stays.  A fault of ours with one node is raised after the others have had their turn.

    Args:
        only: the code of one node, which is tried at once; empty: all whose time has come.
    """
    sent = failed = 0
    faults = []
    for node in Node.objects.select_related("client").order_by("code"):
        is_due = node.next_try_at is None or node.next_try_at <= at
        if only not in ("", node.code) or not (only or is_due):
            continue
        if is_in_force(node, timezone.localdate(at)) and node.client_id_there:
            try:
                taken, ended_well = _deliver(node, NodeCarrier(node, at, transport), at)
            except Exception as fault:  # one node does not hold up the others
                note_failure(node_id=node.pk, error=type(fault).__name__, at=at)
                log.error("delivery to node %s", node.code, exc_info=fault)
                faults.append(fault)
                continue
            sent += taken
            failed += not ended_well
    if faults:
        raise faults[0]
    return f"sent {sent}, nodes that did not answer {failed}"


def _deliver(node: Node, carrier: NodeCarrier, at: datetime) -> tuple[int, bool]:
    """Deliver until nothing waits or one fails; return how many went, and whether none failed."""
    for count in range(AT_ONCE):
        if not Node.objects.filter(pk=node.pk, stopped_at=None).exists():
            return count, True  # an officer has stopped it meanwhile
        went = deliver_next(at=at, destination=destination_of(node.code), carrier=carrier)
        if went is None:
            return count, True
        if not went:
            note_failure(node_id=node.pk, error=carrier.error, at=at)
            return count, False
    return AT_ONCE, True
