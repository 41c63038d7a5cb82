"""Making references point into the store: the bundle's own names, and conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl

from yiyang.kernel.findings import Finding
from yiyang.record.selectors.finding import names_by_identifier
from yiyang.record.services.bundles import Entry
from yiyang.rules.fhir_map.findings import finding as fault
from yiyang.rules.fhir_map.parameters import served_types
from yiyang.rules.fhir_map.structure import path_of

FULL_NAME = re.compile(r"(https?://.*/)[A-Za-z]+/[A-Za-z0-9\-.]{1,64}")


def drop_conditional(entries: Sequence[Entry]) -> tuple[list[Entry], dict[str, str], list[Finding]]:
    """Set apart the entries that ``ifNoneExist`` finds in the store already.

    Returns the entries that stay, names by full address of those that do not, and faults.
    """
    stay: list[Entry] = []
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for entry in entries:
        if not entry.condition:
            stay.append(entry)
            continue
        found = _in_store(f"{entry.resource['resourceType']}?{entry.condition}")
        if found is None or len(found) > 1:
            findings.append(fault("CONDITION_UNCLEAR", f"{entry.where}.request.ifNoneExist"))
        elif found:
            names[entry.full_url] = found[0]
        else:
            stay.append(entry)
    return stay, names, findings


def resolve(
    entries: Sequence[Entry],
    known: Mapping[str, str],
    find: Callable[[str], list[str] | None] | None = None,
) -> list[Finding]:
    """Rewrite every reference to an entry, or by a condition, as ``Type/id``.

    Args:
        find: names that a condition finds in the store; None: by identifier, whoever asks.

    Returns a fault for each that leads nowhere; then the bundle must not be stored.
    """
    find = find or _in_store
    names = {**{e.full_url: e.name for e in entries if e.full_url}, **known}
    own = {id(e): _identifiers(e) for e in entries}
    conditions: dict[str, list[str] | None] = {}
    findings = []
    for entry in entries:
        if entry.resource["resourceType"] == "Bundle":
            continue  # kept as a whole: its addresses are its own
        for holder, key, trail in entry.links:
            target = holder[key]
            if (name := _entry_named(target, entry.full_url, names)) is not None:
                holder[key] = name
            elif key != "reference":
                continue
            elif target.startswith("urn:"):
                findings.append(fault("REFERENCE_NOWHERE", f"{entry.where}, {path_of(trail)}"))
            elif "?" in target and target.partition("?")[0] in served_types():
                if target not in conditions:
                    conditions[target] = _by_condition(target, entries, own, find)
                found = conditions[target]
                if found is None or len(found) != 1:
                    findings.append(fault("REFERENCE_UNCLEAR", f"{entry.where}, {path_of(trail)}"))
                else:
                    holder[key] = found[0]
    return findings


def _entry_named(target: str, full_url: str, names: Mapping[str, str]) -> str | None:
    """Return the entry that an address means: in full, or beside the address of its holder."""
    if target in names:
        return names[target]
    beside = FULL_NAME.fullmatch(full_url)
    return names.get(f"{beside[1]}{target}") if beside else None


def _by_condition(
    target: str,
    entries: Sequence[Entry],
    own: Mapping[int, set[tuple[str, str]]],
    find: Callable[[str], list[str] | None],
) -> list[str] | None:
    wanted = identifier_asked(target)
    if wanted is None:
        return find(target)
    kind = target.partition("?")[0]
    inside = [
        e.name for e in entries if e.resource["resourceType"] == kind and wanted in own[id(e)]
    ]
    return sorted({*inside, *(find(target) or ())})


def _in_store(target: str) -> list[str] | None:
    wanted = identifier_asked(target)
    return None if wanted is None else names_by_identifier(target.partition("?")[0], *wanted)


def identifier_asked(target: str) -> tuple[str, str] | None:
    """Return system and value of ``Type?identifier=system|value``; None for anything else."""
    asked = parse_qsl(target.partition("?")[2], keep_blank_values=True)
    if len(asked) != 1 or asked[0][0] != "identifier":
        return None
    system, bar, value = asked[0][1].rpartition("|")
    return (system, value) if bar and value else None


def _identifiers(entry: Entry) -> set[tuple[str, str]]:
    raw = entry.resource.get("identifier", [])
    return {
        (str(i.get("system", "")), str(i.get("value", "")))
        for i in (raw if isinstance(raw, list) else [raw])
        if isinstance(i, dict)
    }
