"""Partner nodes and their institutions: registered, changed, stopped.

A node proves itself here as a connected system does (``clients``): with its own key, for the one
scope that sends messages and reads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.audit.projected import changed
from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.clients.checks import Registration, are_good_keys, is_safe_address
from yiyang.clients.models import Client
from yiyang.clients.services import change_keys, disable_client, enable_client, register_client
from yiyang.exchange.errors import NodeKnown, NodeUnfit
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node, PartnerInstitution
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.checks import DEGREES_EAST, DEGREES_NORTH
from yiyang.network.models import Institution, InstitutionKind, Place
from yiyang.network.services.institutions import InstitutionFields, register_institution
from yiyang.rules.exchange import KINDS

SCOPE = "system/MessageHeader.c"  # to send messages, and nothing else
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,22}[A-Za-z0-9]")
ANYWHERE = 40_000_000  # metres: a partner's institution lies where it lies


@dataclass(frozen=True)
class Partner:
    """An institution of another node: its code there, and what our registry says of it.

    ``lon`` and ``lat`` are where it lies, in degrees: distances are reckoned from them.
    """

    code: str
    name_zh: str
    name_en: str
    kind: str
    level: int | None
    lon: float
    lat: float


@dataclass(frozen=True)
class Agreed:
    """Another node as the two have agreed on it.

    ``since`` and ``until`` (excluded; None: no end) are days; ``client_id_there`` is what it
    calls us, empty until it has registered us.
    """

    code: str
    name_zh: str
    name_en: str
    address: str
    contents: tuple[str, ...]
    since: date
    until: date | None = None
    client_id_there: str = ""


@transaction.atomic
def add_node(
    *, agreed: Agreed, keys: Mapping[str, Any], partner: Partner, by: Actor, at: datetime
) -> Node:
    """Register a node with its public keys and the first of its institutions.

    Raises:
        NodeUnfit: with every fault.  NodeKnown: there is one of this code.
        BadInstitution, CodeTaken: the institution cannot be registered.
    """
    faults = [*faults_of(agreed), *position_faults(partner)]
    if not are_good_keys(keys):
        faults.append(_fault("NODE_KEYS", "keys"))
    if faults:
        raise NodeUnfit(faults)
    if Node.objects.filter(code=agreed.code).exists():
        raise NodeKnown(node=agreed.code)
    place = _place(agreed, at)
    institution = _institution(agreed.code, place, partner, by, at)
    wanted = Registration(
        name_zh=agreed.name_zh,
        name_en=agreed.name_en,
        proof=Client.Proof.KEYS,
        is_system=True,
        scopes=(SCOPE,),
        jwks=keys,
    )
    made = register_client(wanted, institution_id=institution.pk, by=by, at=at)
    node = Node(client=made.client)
    _set(node, agreed)
    node.save()
    PartnerInstitution.objects.create(node=node, code=partner.code, institution=institution)
    _note(node, "node.add", by, at)
    return node


@transaction.atomic
def change_node(
    *,
    node_id: int,
    agreed: Agreed,
    by: Actor,
    at: datetime,
    keys: Mapping[str, Any] | None = None,
) -> Node:
    """Change what was agreed with a node; its code stays.

    Args:
        keys: other public keys of the node; None: those it has.

    Raises:
        NodeUnfit: with every fault.  ClientUnfit: the keys are none that are taken.
    """
    node = Node.objects.select_for_update().get(pk=node_id)
    if faults := faults_of(agreed):
        raise NodeUnfit(faults)
    _set(node, agreed)
    node.code = Node.objects.values_list("code", flat=True).get(pk=node_id)
    node.next_try_at = None  # what was wrong may be mended by this
    node.save()
    if keys is not None:
        change_keys(client_key=node.client_id, jwks=keys, by=by, at=at)
    _note(node, "node.change", by, at)
    return node


@transaction.atomic
def add_institution(*, node_id: int, partner: Partner, by: Actor, at: datetime) -> Institution:
    """Register one more institution of a node: to refer to, and for people to consent to.

    Raises:
        NodeUnfit: where it lies is not told.
        BadInstitution, CodeTaken: it cannot be registered, or is already.
    """
    if faults := position_faults(partner):
        raise NodeUnfit(faults)
    node = Node.objects.select_related("client__institution__place").get(pk=node_id)
    place = node.client.institution.place
    institution = _institution(node.code, place, partner, by, at)
    PartnerInstitution.objects.create(node=node, code=partner.code, institution=institution)
    _note(node, "node.add_institution", by, at, institution=institution.pk)
    return institution


@transaction.atomic
def stop_node(*, node_id: int, by: Actor, at: datetime) -> Node:
    """Stop the exchange with a node: nothing goes, nothing is taken; what waits stays."""
    node = Node.objects.select_for_update().get(pk=node_id)
    if node.stopped_at is None:
        node.stopped_at = at
        node.save(update_fields=["stopped_at"])
        disable_client(client_key=node.client_id, by=by, at=at)
        _note(node, "node.stop", by, at)
    return node


@transaction.atomic
def settle_restored(*, at: datetime) -> int:
    """Stop the exchange with every node; return how many were stopped.

    A copy that somebody makes to look at must not send what waited in the real node.  What waits
    is kept: it goes when the node is started again.
    """
    standing = Node.objects.filter(stopped_at=None).order_by("pk").values_list("pk", flat=True)
    found = list(standing)
    for key in found:
        stop_node(node_id=key, by=PROGRAM, at=at)
    return len(found)


@transaction.atomic
def start_node(*, node_id: int, by: Actor, at: datetime) -> Node:
    """Take up the exchange with a stopped node again; what waits goes next."""
    node = Node.objects.select_for_update().get(pk=node_id)
    if node.stopped_at is not None:
        node.stopped_at = node.next_try_at = None
        node.save(update_fields=["stopped_at", "next_try_at"])
        enable_client(client_key=node.client_id, by=by, at=at)
        _note(node, "node.start", by, at)
    return node


def position_faults(partner: Partner) -> list[Finding]:
    """Return the fault of a position that is none: off the globe, or 0, 0 for want of one."""
    on_globe = abs(partner.lon) <= DEGREES_EAST and abs(partner.lat) <= DEGREES_NORTH
    if on_globe and (partner.lon, partner.lat) != (0.0, 0.0):
        return []
    return [_fault("NODE_POSITION", "lon")]


def faults_of(agreed: Agreed) -> list[Finding]:
    """Return every fault of what is said of a node."""
    found = []
    if not CODE.fullmatch(agreed.code) or agreed.code == node_here():
        found.append(_fault("NODE_CODE", "code"))
    if not agreed.name_zh.strip() or not agreed.name_en.strip():
        found.append(_fault("NODE_NAME", "name"))
    if not is_safe_address(agreed.address):
        found.append(_fault("NODE_ADDRESS", "address"))
    if not agreed.contents or not set(agreed.contents) <= set(KINDS):
        found.append(_fault("NODE_CONTENTS", "contents"))
    if agreed.until is not None and agreed.until <= agreed.since:
        found.append(_fault("NODE_SPAN", "until"))
    return found


def _fault(code: str, where: str) -> Finding:
    return Finding(code, where, Message(code))


def _set(node: Node, agreed: Agreed) -> None:
    node.code, node.name_zh, node.name_en = agreed.code, agreed.name_zh, agreed.name_en
    node.address, node.client_id_there = agreed.address.rstrip("/"), agreed.client_id_there
    node.contents = [kind for kind in KINDS if kind in agreed.contents]
    node.agreed = DateRange(agreed.since, agreed.until, "[)")


def _place(agreed: Agreed, at: datetime) -> Place:
    """Return the division that a node is, made where our registry has none of its code."""
    names = {"name_zh": agreed.name_zh, "name_en": agreed.name_en}
    place, is_new = Place.objects.get_or_create(code=agreed.code[:12], defaults=names)
    if is_new:
        changed(at, place=place.pk)
    return place


def _institution(node: str, place: Place, partner: Partner, by: Actor, at: datetime) -> Institution:
    """Register an institution of a node under a code of ours that says whose it is."""
    fields = InstitutionFields(
        code=f"{node}-{partner.code}"[:32],
        name_zh=partner.name_zh,
        name_en=partner.name_en,
        kind=InstitutionKind(partner.kind).value if partner.kind in InstitutionKind else "",
        ownership=Institution.Ownership.PUBLIC,
        place_id=place.pk,
        lon=partner.lon,
        lat=partner.lat,
        level=partner.level,
    )
    made = register_institution(fields=fields, farthest_metres=ANYWHERE, by=by, at=at)
    made.is_elsewhere = True
    made.save(update_fields=["is_elsewhere"])
    return made


def _note(node: Node, action: str, by: Actor, at: datetime, **more: Any) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="node",
        subject_id=node.pk,
        payload={
            "code": node.code,
            "address": node.address,
            "contents": node.contents,
            "client": node.client_id,
            **more,
        },
    )
