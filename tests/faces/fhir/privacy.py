"""Every way by which a resource could show, made from the tables of types and parameters.

Somebody's record has one resource of each type, found by each of its parameters, and linked in
both directions with the directory, which everybody reads.  Whoever may not see the record must
find none of it, by no way; whoever may see it finds it by each, so that no way is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from tests.conftest import NOW
from tests.faces.fhir.sending import Sender
from tests.record.samples import bundle
from tests.world import make_person
from yiyang.people.models import Person
from yiyang.record import models
from yiyang.record.selectors.search.criteria import is_deceased
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.links import compartments, is_canonical, targets_of
from yiyang.rules.fhir_map.parameters import APART, Parameter, parameters_of, served_types
from yiyang.rules.fhir_map.values import hash_of

SECRET = "秘密的病情"
OPEN = "公开的名录"
PLACE = (0, 1)
DAY = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 1, 2, tzinfo=UTC))
AT_ONCE = 250  # entries of one batch


@dataclass(frozen=True)
class Way:
    """An address, and what tells that the secret shows there.

    ``hub``: the open resource is a match in any case; else a match of any kind is a leak.
    """

    path: str
    kind: str
    hub: bool = False


def kinds() -> list[str]:
    """Return the types that the record itself answers for."""
    return sorted(served_types() - APART)


def secret_of(kind: str) -> str:
    """Return ``Type/id`` of the secret resource of a type."""
    return f"{kind}/{f'secret-{kind}'[:64]}"


def hub_of(kind: str) -> str:
    """Return ``Type/id`` of the open resource of a type of the directory."""
    return f"{kind}/open-{kind}"


def make_secret() -> Person:
    """Store somebody's record of one resource of every type, in two versions, and the directory."""
    person = make_person()
    for version in (1, 2):
        drafts = []
        for kind in sorted(served_types()):
            resource = _resource(secret_of(kind), f"{SECRET} {version}")
            draft = draft_of(resource, [])
            draft.patients = [] if kind == "Patient" else ["Patient/secret-Patient"]
            drafts.append(draft)
        put_drafts(drafts, persons={"Patient/secret-Patient": person.pk}, origin=OWN, at=NOW)
    hubs = [draft_of(_resource(hub_of(kind), OPEN), []) for kind in sorted(DIRECTORY_TYPES)]
    put_drafts(hubs, persons={}, origin=OWN, at=NOW)
    _index()
    return person


def _resource(name: str, text: str) -> dict[str, Any]:
    kind, _, fhir_id = name.partition("/")
    said = {"status": "generated", "div": f"<div>{text}</div>"}
    made: dict[str, Any] = {"resourceType": kind, "id": fhir_id, "text": said}
    if kind == "Location" and text != OPEN:
        made["position"] = {"latitude": PLACE[0], "longitude": PLACE[1]}
    return made


def _index() -> None:
    """Let each parameter find the secret of its type, and link it with the directory."""
    found = models.Resource.objects.values_list("type", "fhir_id", "pk")
    keys = {f"{kind}/{fhir_id}": pk for kind, fhir_id, pk in found}
    rows: dict[tuple[Any, ...], models.IndexRow] = {}
    for kind in kinds():
        for one in parameters_of(kind):
            row = _row(one, keys[secret_of(kind)])
            rows[type(row), row.pk] = row
    links = [
        *((secret_of(kind), one, hub_of(hub)) for kind in kinds() for one, hub in _outwards(kind)),
        *((hub_of(hub), one, secret_of(kind)) for kind in kinds() for hub, one in _inwards(kind)),
    ]
    for holder, one, target in links:
        link = models.ReferenceIndex(resource_id=keys[holder], param=one.key, target=target)
        rows[models.ReferenceIndex, link.pk] = link
    for model in {type(row) for row in rows.values()}:
        model.objects.bulk_create(
            [row for row in rows.values() if type(row) is model], ignore_conflicts=True
        )


def _row(one: Parameter, key: int) -> models.IndexRow:
    own = {"resource_id": key, "param": one.key}
    unit = {"system": 0, "code": 0}
    if one.kind == "token":
        code = "true" if is_deceased(one) else "secret"
        return models.TokenIndex(**own, system=hash_of("urn:s"), code=hash_of(code))
    if one.kind == "date":
        return models.DateIndex(**own, low=DAY[0], high=DAY[1])
    if one.kind in ("number", "quantity"):
        return models.QuantityIndex(**own, low=7, high=7, **unit)
    if one.kind == "uri":
        return models.UriIndex(**own, value="urn:secret")
    if one.kind == "reference":
        return models.ReferenceIndex(**own, target=value_of(one))
    return models.StringIndex(**own, value="secret")


def value_of(one: Parameter) -> str:
    """Return the value by which a parameter finds the secret."""
    if one.kind == "token":
        return "true" if is_deceased(one) else "urn:s|secret"
    if one.kind == "reference":
        targets = targets_of(one.owner, one.code)
        if is_canonical(one):
            return "urn:secret"
        is_theirs = "Patient" in targets and one.owner not in DIRECTORY_TYPES
        return "Patient/secret-Patient" if is_theirs else f"{min(targets)}/secret"
    given = {"date": "ge2019-01-01", "number": "7", "quantity": "7", "uri": "urn:secret"}
    return given.get(one.kind, "secret")


def _outwards(kind: str) -> list[tuple[Parameter, str]]:
    """Return the first parameter by which a type points to the directory, and to which type."""
    for one in parameters_of(kind):
        if one.kind == "reference" and not is_canonical(one):
            for hub in sorted(DIRECTORY_TYPES & targets_of(kind, one.code)):
                return [(one, hub)]
    return []


def _inwards(kind: str) -> list[tuple[str, Parameter]]:
    """Return the first type of the directory that may point to a type, and by what."""
    for hub in sorted(DIRECTORY_TYPES):
        for one in parameters_of(hub):
            if (
                one.kind == "reference"
                and not is_canonical(one)
                and kind in targets_of(hub, one.code)
            ):
                return [(hub, one)]
    return []


def ways(kind: str) -> Iterator[Way]:
    """Yield each way by which the secret of a type could show."""
    name = secret_of(kind)
    fhir_id = name.partition("/")[2]
    for path in (name, f"{name}/_history", f"{name}/_history/1", f"{name}/_history/2"):
        yield Way(path, kind)
    for form in ("", "&_summary=count", "&_summary=text", "&_elements=text", "&_sort=_lastUpdated"):
        yield Way(f"{kind}?_id={fhir_id}{form}", kind)
    if kind not in DIRECTORY_TYPES:  # of those something is open
        yield Way(f"{kind}?_count=0&_total=accurate&_lastUpdated=gt2000", kind)
    for number, one in enumerate(parameters_of(kind)):
        asked = f"{one.code}={value_of(one)}"
        if number % 5 == len(kind) % 5:
            asked = f"{one.code}:missing=false&_summary=count&_id={fhir_id}"
        yield Way(f"{kind}?{asked}", kind)
    yield from _ways_by_text(kind, fhir_id)
    for one, hub in _outwards(kind):
        yield Way(f"{hub}?_filter=_has:{kind}:{one.code}:_id eq {fhir_id}", kind)
        held = hub_of(hub).partition("/")[2]
        yield Way(f"{hub}?_id={held}&_revinclude={kind}:{one.code}", kind, hub=True)
        yield Way(f"{hub}?_has:{kind}:{one.code}:_id={fhir_id}", kind)
    for hub, one in _inwards(kind):
        yield Way(f"{hub}?_filter={one.code}:{kind}._id eq {fhir_id}", kind)
        held = hub_of(hub).partition("/")[2]
        yield Way(f"{hub}?_id={held}&_include={hub}:{one.code}", kind, hub=True)
        yield Way(f"{hub}?{one.code}:{kind}._id={fhir_id}", kind)
    for whose, types in compartments().items():
        if kind in types and whose == "Patient" and kind != "Patient":
            yield Way(f"Patient/secret-Patient/{kind}?_id={fhir_id}", kind)


def _ways_by_text(kind: str, fhir_id: str) -> Iterator[Way]:
    """Yield filters, words and places that find the secret of a type."""
    yield Way(f"{kind}?_filter=_id eq {fhir_id}", kind)
    yield Way(f"{kind}?_filter=not (_id eq other)&_id={fhir_id}&_summary=count", kind)
    for one in parameters_of(kind)[:: len(kind)]:
        operator = "ge" if one.kind == "date" else "eq"
        value = value_of(one).removeprefix("ge")
        yield Way(f"{kind}?_filter={one.code} {operator} {value}", kind)
    for name in ("_text", "_content"):
        yield Way(f"{kind}?_id={fhir_id}&{name}={quote(SECRET[:2])}", kind)
        yield Way(f"{kind}?_id={fhir_id}&{name}=not(nothing)&_summary=count", kind)
    if kind == "Location":
        yield Way(f"{kind}?near={PLACE[0]}|{PLACE[1]}|5|km", kind)


def shown(sender: Sender, asked: list[Way]) -> list[str]:
    """Return by which of some ways the secret shows, or which answers not as to a stranger."""
    found = []
    for begin in range(0, len(asked), AT_ONCE):
        part = asked[begin : begin + AT_ONCE]
        entries = [{"request": {"method": "GET", "url": way.path}} for way in part]
        answer = sender.post("", bundle(*entries, kind="batch"))
        assert answer.status_code == 200, answer.content[:300]
        made = answer.json()["entry"]
        assert len(made) == len(part)
        found += [way.path for way, entry in zip(part, made, strict=True) if _shows(way, entry)]
    return found


def _shows(way: Way, entry: dict[str, Any]) -> bool:
    status, resource = entry["response"]["status"], entry.get("resource", {})
    if SECRET in str(entry) or status not in ("200", "404"):
        return True
    if status == "404":
        return False
    matches = resource.get("entry", [])
    return not way.hub and bool(resource.get("total") or matches)
