"""From a query string to a typed search.  Pure; every fault at once, each naming its parameter.

Source: HL7 FHIR R4 (4.0.1), Search (http://hl7.org/fhir/R4/search.html).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_map.asked import Both, Criterion, Either, OneOf, Query
from yiyang.rules.fhir_map.filters import FILTER, Filters
from yiyang.rules.fhir_map.findings import Fault, finding
from yiyang.rules.fhir_map.links import compartments
from yiyang.rules.fhir_map.meanings import Meaningless, Meanings
from yiyang.rules.fhir_map.parameters import parameter, served_types
from yiyang.rules.fhir_map.query_criteria import Asker, reference_to
from yiyang.rules.fhir_map.query_results import RESULT_NAMES, Results

MOST_PAIRS = 100
LONGEST_VALUE = 65_536
LONGEST_SHOWN = 80  # of a name in a fault
FORBIDDEN = frozenset({"\x00"})


@dataclass(frozen=True)
class Parsed:
    """A typed search, what is wrong with it, and what of it this server does not know.

    With ``faults`` nothing may be searched; ``unknown`` was left out of the query.
    """

    query: Query
    faults: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


@dataclass(frozen=True)
class Compartment:
    """Whose resources are searched: ``Patient`` and an id."""

    kind: str
    fhir_id: str


def parse(
    kind: str,
    pairs: Sequence[tuple[str, str]],
    *,
    bases: Collection[str] = (),
    compartment: Compartment | None = None,
    meanings: Meanings = Meaningless(),  # noqa: B008 -- it has no state
) -> Parsed:
    """Return the typed search of one type, or of all (``kind`` empty).

    Args:
        kind: a served type; empty for a search of the whole system, which ``_type`` narrows.
        pairs: names and values as they came, decoded.
        bases: our own addresses, as in ``https://host/fhir``.
        compartment: search only what belongs to it.
        meanings: the value sets and hierarchies of codes that may be asked for.
    """
    faults: list[Finding] = []
    unknown: list[Finding] = []
    types = _types(kind, pairs, compartment, faults)
    asker, results = Asker(bases, meanings), Results(types)
    filters = Filters(asker)
    criteria: list[Criterion] = []
    used: list[tuple[str, str]] = []
    for name, text in _usable(pairs, faults):
        try:
            if name in RESULT_NAMES or name.partition(":")[0] in ("_include", "_revinclude"):
                results.take(name, text)
            elif name == "_type" and not kind:
                pass  # read above
            elif name == FILTER:
                found = filters.asked(types, text)
                criteria.extend(found.criteria if isinstance(found, Both) else (found,))
            else:
                criteria.append(asker.criterion(types, name, text))
            used.append((name, text))
        except Fault as fault:
            told = finding(fault.code, name[:LONGEST_SHOWN], **fault.params)
            (unknown if fault.is_unknown else faults).append(told)
    if compartment is not None:
        criteria.append(_inside(types, compartment))
    query = results.query(tuple(criteria), tuple(used))
    return Parsed(query, tuple(faults), tuple(unknown))


def _types(
    kind: str,
    pairs: Sequence[tuple[str, str]],
    compartment: Compartment | None,
    faults: list[Finding],
) -> tuple[str, ...]:
    if kind:
        return (kind,)
    whole = served_types() if compartment is None else set(compartments()[compartment.kind])
    named = [one for name, text in pairs if name == "_type" and text for one in text.split(",")]
    if strange := [one for one in named if one not in served_types()]:
        faults.append(finding("SEARCH_BAD_TYPE", "_type", type=strange[0][:LONGEST_SHOWN]))
    return tuple(sorted(whole & set(named) if named else whole))


def _usable(pairs: Sequence[tuple[str, str]], faults: list[Finding]) -> list[tuple[str, str]]:
    """Return the pairs that have a value and can be read at all."""
    if len(pairs) > MOST_PAIRS:
        faults.append(finding("SEARCH_TOO_MANY_PARAMETERS", "", limit=MOST_PAIRS))
        return []
    usable = []
    for name, text in pairs:
        if FORBIDDEN & set(name) or FORBIDDEN & set(text):
            faults.append(finding("SEARCH_BAD_CHARACTER", name[:LONGEST_SHOWN].replace("\0", "")))
        elif len(name) + len(text) > LONGEST_VALUE:
            faults.append(finding("SEARCH_TOO_LONG", name[:LONGEST_SHOWN], limit=LONGEST_VALUE))
        elif text:
            usable.append((name, text))
    return usable


def _inside(types: Sequence[str], compartment: Compartment) -> Criterion:
    name = f"{compartment.kind}/{compartment.fhir_id}"
    members = compartments()[compartment.kind]
    found: list[Criterion] = []
    for kind in types:
        for code in members.get(kind, ()):
            if code == "_id":
                found.append(OneOf((name,)))
            else:
                found.append(reference_to(parameter(kind, code), name))
    return Either(tuple(found))
