"""Diagnoses and operations of a settlement list: their codes, the principal one, doubles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiyang.policy.book import Reading
from yiyang.rules.settlement_list.terms import CodeState, Fault, Fields, Paper

PRINCIPAL = "1"
NOT_PRINCIPAL = "settlement_list.never_principal"


def code_faults(paper: Paper, reading: Reading) -> Iterator[Fault]:
    """Yield every fault of codes: not listed, grey, clinical, twice; and of the principal one.

    Source: DIP 3.0 draft 2.2 (accuracy of codes); the code lists are the operator's.
    """
    yield from _listed(paper.diseinfo, "diseinfo", "diag_code", paper.diagnosis_codes)
    yield from _listed(paper.oprninfo, "oprninfo", "oprn_oprt_code", paper.operation_codes)
    yield from _twice(paper.diseinfo, "diseinfo", "diag_code")
    yield from _principal(paper, reading)


def _listed(
    rows: tuple[Fields, ...], group: str, name: str, states: Mapping[str, CodeState]
) -> Iterator[Fault]:
    for number, row in enumerate(rows):
        code, where = row.get(name, "").strip(), f"{group}.{number}.{name}"
        state = states.get(code)
        if not code or state is None:
            continue
        if state.is_grey:
            yield Fault("LIST_CODE_GREY", where, {"of": code})
        elif not state.is_known and state.maps_to:
            yield Fault("LIST_CODE_CLINICAL", where, {"of": code, "to": state.maps_to})
        elif not state.is_known:
            yield Fault("LIST_CODE_UNKNOWN", where, {"of": code})


def _twice(rows: tuple[Fields, ...], group: str, name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        code = row.get(name, "").strip()
        if code and code in seen:
            yield Fault("LIST_CODE_TWICE", f"{group}.{number}.{name}", {"of": code})
        seen.add(code)


def _principal(paper: Paper, reading: Reading) -> Iterator[Fault]:
    rows = [
        (number, row)
        for number, row in enumerate(paper.diseinfo)
        if row.get("maindiag_flag", "").strip() == PRINCIPAL
    ]
    if len(rows) != 1:
        yield Fault("LIST_ONE_PRINCIPAL", "diseinfo", {"count": len(rows)})
    barred = reading.codes(NOT_PRINCIPAL)
    for number, row in rows:
        code = row.get("diag_code", "").strip()
        if code.startswith(barred):
            yield Fault("LIST_NEVER_PRINCIPAL", f"diseinfo.{number}.diag_code", {"of": code})
