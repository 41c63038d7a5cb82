"""What somebody sees of a value or a resource whose scope is narrow: the one place of masks.

A scope lists what it shows; what it does not list is not shown at all.

Source: HZ-13; domain sheet on personal information (name 张*, last four digits of an identifier);
PIPL art. 6 (no more than the purpose needs).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yiyang.kernel.identifiers import masked_name
from yiyang.policy.book import Reading

KEY = "consents.masks"
IDENTITY, SUMMARY, RECORD = "IDENTITY", "SUMMARY", "RECORD"
SHOWN_DIGITS, YEAR_DIGITS, PHONE_HEAD = 4, 4, 3
ALWAYS = ("resourceType", "id")
KEEP = "KEEP"


def masked(how: str, text: str) -> str:
    """Return a value as ``how`` shows it: KEEP, NAME, LAST_4, PHONE or YEAR.

    Raises:
        KeyError: there is no such way.
    """
    return _WAYS[how](text)


def masked_resource(
    resource: Mapping[str, Any], scope: str, reading: Reading
) -> dict[str, Any] | None:
    """Return a FHIR resource as a scope shows it; None where it shows nothing of that type.

    Elements that the scope does not list are left out, ``meta`` but for its security labels too.

    Raises:
        NotInForce: the book has no masks on that day; nothing is shown then.
    """
    if scope == RECORD:
        return dict(resource)
    shown = reading.table(KEY).get(scope, {}).get(resource["resourceType"])
    if shown is None:
        return None
    answer = {name: resource[name] for name in ALWAYS if name in resource}
    labels = resource.get("meta", {}).get("security")
    if labels:
        answer["meta"] = {"security": labels}
    for name, how in shown.items():
        value = _element(how, resource[name]) if name in resource else None
        if value not in (None, [], {}):
            answer[name] = value
    return answer


def masked_fields(
    row: Mapping[str, str], scope: str, reading: Reading, *, table: str = "Person"
) -> dict[str, str]:
    """Return the fields of a row that a scope shows, each as it shows them."""
    if scope == RECORD:
        return dict(row)
    shown = reading.table(KEY).get(scope, {}).get(table, {})
    return {name: masked(shown[name], text) for name, text in row.items() if name in shown}


def _element(how: str, value: Any) -> Any:
    """One element: a plain value, or the parts of each of its complex values that may be shown."""
    if how == KEEP:
        return value
    if isinstance(value, str):
        return masked(how, value) if how in _WAYS else None
    shape = _SHAPES.get(how)
    if shape is None or not isinstance(value, list):
        return None
    return [shape(part) for part in value if isinstance(part, Mapping)]


def _name(part: Mapping[str, Any]) -> dict[str, Any]:
    """A HumanName: its first character and nothing else."""
    family = str(part.get("family", ""))
    given = "".join(map(str, part.get("given", ())))
    whole = str(part.get("text", "")) or family + given
    return {"text": masked_name(whole)}


def _identifier(part: Mapping[str, Any]) -> dict[str, Any]:
    answer = {"value": _last(str(part.get("value", "")))}
    return ({"system": part["system"]} if "system" in part else {}) | answer


def _telecom(part: Mapping[str, Any]) -> dict[str, Any]:
    kind = {"system": part["system"]} if "system" in part else {}
    if kind.get("system") not in ("phone", "sms"):
        return kind
    return kind | {"value": _phone(str(part.get("value", "")))}


def _place(part: Mapping[str, Any]) -> dict[str, Any]:
    """An Address down to its district."""
    return {n: part[n] for n in ("country", "state", "city", "district") if n in part}


def _last(text: str) -> str:
    return "*" * max(len(text) - SHOWN_DIGITS, SHOWN_DIGITS) + (
        text[-SHOWN_DIGITS:] if len(text) > SHOWN_DIGITS else ""
    )


def _phone(text: str) -> str:
    if len(text) <= PHONE_HEAD + SHOWN_DIGITS:
        return "*" * len(text)
    hidden = "*" * (len(text) - PHONE_HEAD - SHOWN_DIGITS)
    return text[:PHONE_HEAD] + hidden + text[-SHOWN_DIGITS:]


_WAYS: Mapping[str, Callable[[str], str]] = {
    KEEP: lambda text: text,
    "NAME": masked_name,
    "LAST_4": _last,
    "PHONE": _phone,
    "YEAR": lambda text: text[:YEAR_DIGITS],
}
_SHAPES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "NAME": _name,
    "LAST_4": _identifier,
    "PHONE": _telecom,
    "PLACE": _place,
}
