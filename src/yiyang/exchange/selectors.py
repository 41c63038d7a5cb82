"""Reading partner nodes, what waits for them, and what came of a person from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.exchange.here import destination_of
from yiyang.exchange.models import CodeMap, Node, PartnerInstitution, Sent, Taken
from yiyang.postbox.selectors import Waiting, waiting_messages
from yiyang.record.selectors.resources import visible_resources
from yiyang.rules.fhir_map.messages import origin_of
from yiyang.rules.fhir_map.spoken import concept_text
from yiyang.rules.fhir_map.written import read_json

MOST = 50
AROUND = ("Patient", "Composition")  # who it is of, and what only holds the others
FROM_NODES = "node/"  # the origin of what another node has sent, with the node's code


@dataclass(frozen=True)
class Queue:
    """A node with what waits for it; ``waiting`` None where nothing does.

    ``parked`` counts its answers that a fault of ours keeps from being done.
    """

    node: Node
    waiting: Waiting | None
    parked: int = 0


@dataclass(frozen=True)
class Foreign:
    """One resource of another node in a person's record."""

    node: str
    type: str
    fhir_id: str
    version: str
    text: str
    received_at: datetime


def nodes_for(assignment: Assignment) -> QuerySet[Node]:
    """Return the partner nodes, for who keeps them; for others none."""
    if not (has_power(assignment, Power.MANAGE_ACCOUNTS) or has_power(assignment, Power.OPERATE)):
        return Node.objects.none()
    return Node.objects.select_related("client__institution").order_by("code")


def node_for(assignment: Assignment, pk: int) -> Node:
    """Return one partner node.  Raises Http404 for who does not keep them."""
    return get_object_or_404(nodes_for(assignment), pk=pk)


def is_partner(code: str) -> bool:
    """Tell whether a node is registered here; its code is no secret."""
    return Node.objects.filter(code=code).exists()


def queues(nodes: QuerySet[Node]) -> list[Queue]:
    """Return the nodes with what waits to be sent to each."""
    waiting = {each.destination: each for each in waiting_messages()}
    rows = Sent.objects.filter(parked__isnull=False).values("node").annotate(count=Count("pk"))
    parked = dict(rows.values_list("node", "count"))
    return [
        Queue(node, waiting.get(destination_of(node.code)), parked.get(node.pk, 0))
        for node in nodes
    ]


def node_of_client(client_id: str) -> Node | None:
    """Return the node that comes as a client, or None."""
    found = Node.objects.select_related("client__assignment").filter(client__client_id=client_id)
    return found.first() if client_id else None


def partner_of(institution_id: int) -> PartnerInstitution | None:
    """Return through which node an institution of our registry is reached; None: it is ours."""
    found = PartnerInstitution.objects.select_related("node__client__assignment", "institution")
    return found.filter(institution=institution_id).first()


def partners_open(contents: str = "") -> list[PartnerInstitution]:
    """Return the institutions of other nodes that are not stopped, by node and code.

    Args:
        contents: only of nodes with which this kind of content was agreed.
    """
    found = PartnerInstitution.objects.filter(node__stopped_at=None, institution__is_open=True)
    if contents:
        found = found.filter(node__contents__contains=[contents])
    return list(found.select_related("node", "institution").order_by("node__code", "code"))


def sent_to(node: Node) -> list[Sent]:
    """Return the newest messages to a node; nothing of them names a person."""
    return list(node.sent.select_related("message", "institution").order_by("-pk")[:MOST])


def taken_from(node: Node) -> list[Taken]:
    """Return the newest messages taken in from a node."""
    return list(node.taken.order_by("-pk")[:MOST])


def unmapped_of(node: Node) -> list[tuple[str, str, int]]:
    """Return the codes of a node that could not be read in ours: system, code, how often."""
    counted: dict[tuple[str, str], int] = {}
    for found in node.taken.exclude(unmapped=[]).order_by("-pk")[: MOST * 4]:
        for one in found.unmapped:
            key = (one["system"], one["value"])
            counted[key] = counted.get(key, 0) + 1
    known = newest_codes(node)
    return sorted((*key, times) for key, times in counted.items() if key not in known)


def newest_map(node: Node) -> CodeMap | None:
    """Return the newest map of a node's codes, or None."""
    return node.maps.order_by("-pk").first()


def newest_codes(node: Node) -> set[tuple[str, str]]:
    """Return the codes that the newest map of a node knows."""
    found = newest_map(node)
    return set(found.codes.values_list("system", "code")) if found else set()


def sent_of_person(assignment: Assignment, person_id: int) -> list[Sent]:
    """Return what was sent of a person whose record the reader may see, newest first."""
    if not visible_resources(assignment).filter(person=person_id).exists():
        return []
    found = Sent.objects.filter(person=person_id).exclude(Q(contents=[]))
    return list(found.select_related("node", "institution").order_by("-pk")[:MOST])


def foreign_of(assignment: Assignment, person_id: int) -> list[Foreign]:
    """Return what other nodes have sent of a person, as far as the reader sees it."""
    seen = visible_resources(assignment).filter(person=person_id, origin__startswith=FROM_NODES)
    found = []
    for row in seen.exclude(type__in=AROUND).order_by("-key")[: MOST * 4]:
        body = read_json(row.body.encode())
        node, version = origin_of(body)
        named = body.get("code") or body.get("medicationCodeableConcept") or body.get("vaccineCode")
        text = concept_text(named) or str(body.get("title") or body.get("description") or "")
        found.append(Foreign(node, row.type, row.fhir_id, version, text, row.updated_at))
    return found


def unmapped_of_person(assignment: Assignment, person_id: int) -> list[dict[str, str]]:
    """Return the codes in a person's record from other nodes that could not be read in ours."""
    if not visible_resources(assignment).filter(person=person_id).exists():
        return []
    found = Taken.objects.filter(person=person_id).exclude(unmapped=[]).order_by("-pk")[:MOST]
    return [one for taken in found for one in taken.unmapped]
