"""How a node's own codes are read here: loaded as a ConceptMap, kept by version."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.exchange.errors import NodeUnfit
from yiyang.exchange.models import CodeMap, MappedCode, Node
from yiyang.exchange.selectors import newest_map
from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_map.code_maps import CodeTable, Target, table_of
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.written import BadJson, read_json

LONGEST_VERSION, LONGEST_DISPLAY = 40, 200


@transaction.atomic
def load_map(*, node_id: int, body: bytes, by: Actor, at: datetime) -> CodeMap:
    """Keep a ConceptMap as the way a node's codes are read from now on.

    Earlier versions stay: what was taken in says by which it was read.  The same text again
    changes nothing.

    Raises:
        NodeUnfit: with every fault of the map, or its version is another map's.
    """
    node = Node.objects.select_for_update().get(pk=node_id)
    version, table, faults = read_map(body)
    digest = hashlib.sha256(body).hexdigest()
    held = CodeMap.objects.filter(node=node, version=version).first()
    if held is not None and held.digest != digest:
        faults.append(finding("MAP_VERSION_TAKEN", "ConceptMap.version"))
    if faults:
        raise NodeUnfit(faults)
    if held is not None:
        return held
    made = CodeMap.objects.create(node=node, version=version, digest=digest, loaded_at=at)
    _keep(made, table, by, at)
    return made


def read_map(body: bytes) -> tuple[str, CodeTable, list[Finding]]:
    """Return version and codes of a ConceptMap, and every fault of it."""
    try:
        concept_map = read_json(body)
    except BadJson as broken:
        return "", {}, [finding(broken.code, "", line=broken.line)]
    faults = list(check_shape(concept_map).findings)
    if not faults and concept_map["resourceType"] != "ConceptMap":
        faults.append(finding("NOT_A_MAP", "resourceType"))
    if faults:
        return "", {}, faults
    table, faults = table_of(concept_map)
    version = str(concept_map.get("version", ""))[:LONGEST_VERSION]
    if not version:
        faults.append(finding("MAP_WITHOUT_VERSION", "ConceptMap.version"))
    return version, table, faults


def _keep(made: CodeMap, table: CodeTable, by: Actor, at: datetime) -> None:
    MappedCode.objects.bulk_create(
        MappedCode(
            map=made,
            system=system,
            code=code,
            target_system=target.system,
            target_code=target.code,
            display=target.display[:LONGEST_DISPLAY],
            equivalence=target.equivalence,
        )
        for (system, code), target in table.items()
    )
    record(
        by=by,
        at=at,
        action="node.load_map",
        subject_kind="node",
        subject_id=made.node_id,
        payload={"version": made.version, "codes": len(table), "digest": made.digest},
    )


def table_for(node: Node) -> tuple[str, CodeTable]:
    """Return the newest version of a node's map and its codes; empty where there is none."""
    found = newest_map(node)
    if found is None:
        return "", {}
    return found.version, {
        (one.system, one.code): Target(
            one.target_system, one.target_code, one.display, one.equivalence
        )
        for one in found.codes.all()
    }
