"""Code lists taken in; settlement lists checked and kept with the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

import orjson
from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.claims.models import ListedCode, SettlementList
from yiyang.decisions.services import Subject as About
from yiyang.decisions.services import decide, read_book
from yiyang.kernel.plain import digest, to_plain
from yiyang.network.models import Institution
from yiyang.people.identifiers import seal
from yiyang.people.services.resealing import Sealed
from yiyang.rules.settlement_list import Checked, CodeState, Paper, check_list
from yiyang.rules.settlement_list.fields import masked
from yiyang.rules.settlement_list.lists import Listed
from yiyang.rules.settlement_list.terms import moment

BATCH = 5_000
BODIES = Sealed(SettlementList, "sealed_body")


@transaction.atomic
def keep_codes(*, codes: Mapping[str, Mapping[str, Listed]], by: Actor, at: datetime) -> int:
    """Replace the code lists of each kind (DIAGNOSIS, OPERATION) that is given; return how many."""
    for kind, listed in codes.items():
        ListedCode.objects.filter(kind=kind).delete()
        rows = (
            ListedCode(kind=kind, code=code, name=one.name, **asdict(one.state))
            for code, one in listed.items()
        )
        ListedCode.objects.bulk_create(rows, batch_size=BATCH)
    count = sum(map(len, codes.values()))
    record(
        by=by,
        at=at,
        action="codes.keep",
        subject_kind="listed_code",
        subject_id=0,
        payload={kind: len(listed) for kind, listed in codes.items()},
    )
    return count


def with_codes(paper: Paper) -> Paper:
    """Return a list with the state of each code in it, where code lists were taken in."""
    return replace(
        paper,
        diagnosis_codes=_states("DIAGNOSIS", [row.get("diag_code", "") for row in paper.diseinfo]),
        operation_codes=_states(
            "OPERATION", [row.get("oprn_oprt_code", "") for row in paper.oprninfo]
        ),
    )


def _states(kind: str, codes: list[str]) -> dict[str, CodeState]:
    wanted = {code.strip() for code in codes} - {""}
    rows = ListedCode.objects.filter(kind=kind)
    if not wanted or not rows.exists():
        return {}
    found = {
        row.code: CodeState(row.is_known, row.is_grey, row.maps_to)
        for row in rows.filter(code__in=wanted)
    }
    return {code: found.get(code, CodeState(False)) for code in sorted(wanted)}


@transaction.atomic
def receive_list(
    *, paper: Paper, institution: Institution, by: Actor, at: datetime
) -> SettlementList:
    """Check a settlement list at its day of discharge and keep it; the same one once.

    A list with faults is kept too, so that the institution sees what to mend.

    Raises:
        NotInForce: the book does not say what is asked of it; nothing has been written.
    """
    said = digest(to_plain(replace(paper, uploaded_on=None)))
    number = paper.setlinfo.get("setl_id", "").strip()[:60] or said[:12]
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    before = SettlementList.objects.filter(institution=institution, number=number)
    latest = before.order_by("-version").first()
    if latest is not None and latest.digest == said:
        return latest
    full = with_codes(replace(paper, uploaded_on=timezone.localdate(at)))
    ended = moment(paper.setlinfo, "dscg_time")
    answer = decide(
        check_list,
        masked(full),
        reading=read_book(ended.date() if ended else timezone.localdate(at)),
        subject=About("settlement_list", institution.pk),
        at=at,
    )
    checked: Checked = answer.result
    made = SettlementList.objects.create(
        institution=institution,
        number=number,
        version=latest.version + 1 if latest else 1,
        digest=said,
        sealed_body=seal(orjson.dumps(to_plain(paper)).decode()),
        passes=checked.passes,
        faults=len(checked.faults),
        decision=answer.decision,
        received_at=at,
    )
    record(
        by=by,
        at=at,
        action="settlement_list.receive",
        subject_kind="settlement_list",
        subject_id=made.pk,
        payload={"passes": made.passes, "faults": made.faults, "version": made.version},
    )
    return made
