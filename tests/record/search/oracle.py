"""Brute-force answers to searches, in plain Python over the JSON: slow, and shares no code.

It reads the published expressions by ``tests.record.r4_oracle`` and compares by the words of the
standard (HL7 FHIR R4 4.0.1, Search).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.record import r4_oracle
from tests.record.r4_definitions import read_definitions
from tests.record.search.meanings import Meant

SHANGHAI = timezone(timedelta(hours=8))
BEGIN, END = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
PREFIX = re.compile(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[\d-])")
Interval = tuple[datetime, datetime]


def interval(text: str) -> Interval:
    """Return [from, until) of a date as exact as it is written."""
    day, _, clock = text.partition("T")
    parts = [int(p) for p in day.split("-")]
    if not clock:
        low = datetime(*[*parts, 1, 1][:3], tzinfo=SHANGHAI)
        if len(parts) == 1:
            return low, low.replace(year=low.year + 1)
        if len(parts) == 2:
            return low, (low + timedelta(days=31)).replace(day=1)
        return low, low + timedelta(days=1)
    clock, zone = re.fullmatch(r"([\d:.]+)(Z|[+-]\d\d:\d\d)?", clock).groups()
    offset = SHANGHAI
    if zone:
        hours, minutes = (0, 0) if zone == "Z" else map(int, zone[1:].split(":"))
        offset = timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    numbers = clock.split(":")
    seconds, _, part = numbers[2].partition(".") if len(numbers) > 2 else ("0", "", "")
    low = datetime(
        *parts,
        int(numbers[0]),
        int(numbers[1]),
        int(seconds),
        int(part.ljust(6, "0")[:6] or 0),
        tzinfo=offset,
    )
    if len(numbers) == 2:
        return low, low + timedelta(minutes=1)
    return low, low + (
        timedelta(microseconds=10 ** (6 - len(part))) if part else timedelta(seconds=1)
    )


def intervals(value: Any) -> Iterator[Interval]:
    """Yield the intervals of what a date parameter finds."""
    if isinstance(value, str):
        yield interval(value)
    elif "event" in value or "repeat" in value or "code" in value:
        yield from (interval(e) for e in value.get("event", ()))
        bounds = value.get("repeat", {}).get("boundsPeriod")
        if bounds:
            yield from intervals(bounds)
    elif "start" in value or "end" in value:
        low = interval(value["start"])[0] if "start" in value else BEGIN
        high = interval(value["end"])[1] if "end" in value else END
        if low < high:
            yield low, high


def date_holds(prefix: str, asked: Interval, held: Interval, at: datetime) -> bool:
    """Compare two intervals by the standard's words."""
    (sl, sh), (tl, th) = asked, held
    contained, above, below = sl <= tl and th <= sh, th > sh, tl < sl
    if prefix == "ap":
        gap = max(sl - at, at - sh, timedelta()) / 10
        return tl < sh + gap and th > sl - gap
    return {
        "eq": contained,
        "ne": not contained,
        "gt": above,
        "lt": below,
        "ge": above or contained,
        "le": below or contained,
        "sa": tl >= sh,
        "eb": th <= sl,
    }[prefix]


def bare(text: str) -> str:
    """Return a text without case and accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


PARTS = ("text", "family", "given", "prefix", "suffix", "line", "city", "district", "state")
PARTS += ("country", "postalCode")


def texts(value: Any) -> Iterator[str]:
    """Yield the texts of what a string parameter finds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name in PARTS:
            held = value.get(name, [])
            yield from (held if isinstance(held, list) else [held])


def words(value: Any) -> Iterator[str]:
    """Yield the words beside a code."""
    if not isinstance(value, dict):
        return
    held = value.get("type", value) if isinstance(value.get("type", value), dict) else value
    yield from (held[k] for k in ("text", "display") if k in held)
    yield from (c["display"] for c in held.get("coding", ()) if "display" in c)


def span_of(text: str) -> tuple[Decimal, Decimal]:
    """Return the implicit range of a number without an exponent."""
    half = Decimal(5).scaleb(-len(text.partition(".")[2]) - 1)
    return Decimal(text) - half, Decimal(text) + half


def amounts(value: Any) -> Iterator[tuple[Decimal, Decimal, set[tuple[str, str]]]]:
    """Yield low, high and the units of what a number or quantity parameter finds."""
    if isinstance(value, int | Decimal):
        yield Decimal(value), Decimal(value), set()
    elif isinstance(value, dict) and "value" in value:
        number, sign = Decimal(value["value"]), value.get("comparator", "")
        units = {(value.get("system", ""), value.get("code", ""))}
        units.add(("", value.get("unit", "")))
        units |= {("urn:iso:std:iso:4217", value["currency"])} if "currency" in value else set()
        low = Decimal("-Infinity") if sign[:1] == "<" else number
        yield low, Decimal("Infinity") if sign[:1] == ">" else number, units


def number_holds(prefix: str, text: str, low: Decimal, high: Decimal) -> bool:
    """Compare a number with a range by the standard's words."""
    number, (sl, sh) = Decimal(text), span_of(text)
    contained = sl <= low and high < sh
    near = abs(number) / 10
    return {
        "eq": contained,
        "ne": not contained,
        "gt": high > number,
        "lt": low < number,
        "ge": high >= number,
        "le": low <= number,
        "sa": low > number,
        "eb": high < number,
        "ap": low <= number + near and high >= number - near,
    }[prefix]


class Universe:
    """All resources that may be seen, and what a search finds among them."""

    def __init__(self, shared: Path, resources: list[dict[str, Any]], at: datetime) -> None:
        self.all = {f"{r['resourceType']}/{r['id']}": r for r in resources}
        self.at = at
        self.parameters = {
            (base, p["code"]): (p["type"], p["expression"])
            for p in r4_oracle.published(shared)
            for base in p["base"]
        }
        self.targets: dict[tuple[str, str], set[str]] = {}
        for p in read_definitions(shared, "SearchParameter"):
            for base in p.get("base", ()):
                self.targets.setdefault((base, p["code"]), set()).update(p.get("target", ()))
        self.known: dict[tuple[str, str], list[Any]] = {}
        self.meant = Meant(resources)
        self.told: dict[tuple[str, str], Callable[[dict[str, Any]], bool]] = {}

    @cached_property
    def kinds(self) -> list[str]:
        """The types there are."""
        return sorted({name.partition("/")[0] for name in self.all})

    def parameter(self, kind: str, code: str) -> tuple[str, str]:
        """Return kind and expression of a parameter."""
        for base in (kind, "Resource", "DomainResource"):
            if (base, code) in self.parameters:
                return self.parameters[base, code]
        raise KeyError(f"{kind}.{code}")

    def values(self, resource: dict[str, Any], code: str) -> list[Any]:
        """Return what a parameter finds in a resource."""
        key = (f"{resource['resourceType']}/{resource['id']}", code)
        if key not in self.known:
            _, expression = self.parameter(resource["resourceType"], code)
            self.known[key] = r4_oracle.evaluate(expression, resource)
        return self.known[key]

    def search(self, kind: str, pairs: list[tuple[str, str]]) -> set[str]:
        """Return the names of what a search finds."""
        return {
            name
            for name, one in self.all.items()
            if one["resourceType"] == kind and all(self.holds(one, n, t) for n, t in pairs)
        }

    def pointing(self, resource: dict[str, Any], code: str) -> set[str]:
        """Return where a reference parameter of a resource leads."""
        return {t for v in self.values(resource, code) for t in r4_oracle.targets(v)}

    def holds(self, resource: dict[str, Any], name: str, text: str) -> bool:
        """Tell whether one parameter holds of a resource."""
        if (name, text) in self.told:
            return self.told[name, text](resource)
        own = f"{resource['resourceType']}/{resource['id']}"
        if name.startswith("_has:"):
            _, source, code, rest = name.split(":", 3)
            return any(
                own in self.pointing(one, code) and self.holds(one, rest, text)
                for one in self.all.values()
                if one["resourceType"] == source
            )
        head, dot, rest = name.partition(".")
        code, _, modifier = head.partition(":")
        if dot:
            leads = [self.all[t] for t in self.pointing(resource, code) if t in self.all]
            return any(
                self.holds(one, rest, text)
                for one in leads
                if modifier in ("", one["resourceType"]) and self.has(one, rest)
            )
        if "$" in text:
            return any(self.pair(resource, code, one) for one in text.split(","))
        if code == "_id":
            return (resource["id"] in text.split(",")) != (modifier == "not")
        return self.leaf(resource, code, modifier, text)

    def has(self, resource: dict[str, Any], rest: str) -> bool:
        """Tell whether the type has the parameter that ``rest`` begins with."""
        code = re.split(r"[.:]", rest)[0]
        try:
            return code in ("_id", "") or bool(self.parameter(resource["resourceType"], code))
        except KeyError:
            return False

    def leaf(self, resource: dict[str, Any], code: str, modifier: str, text: str) -> bool:
        """Tell whether a parameter's own values hold."""
        kind, _ = self.parameter(resource["resourceType"], code)
        found = self.values(resource, code)
        if modifier == "missing":
            return any(map(is_said, found)) == (text == "false")
        one_holds = self.comparer(kind, code, modifier, resource["resourceType"])
        if code == "deceased":
            found = found or ["false"]
        any_holds = any(one_holds(value, one) for one in text.split(",") for value in found)
        return any_holds != (modifier in ("not", "not-in"))

    def coded(self, value: Any, modifier: str, one: str) -> bool:
        """Tell whether a code is in a value set, or stands below or above another."""
        is_bare = isinstance(value, str | bool)
        return self.meant.has(r4_oracle.tokens(value), modifier, one, is_bare=is_bare)

    def comparer(
        self, kind: str, code: str, modifier: str, owner: str
    ) -> Callable[[Any, str], bool]:
        """Return how a value found is compared with a text asked for."""
        by_modifier: dict[str, Callable[[Any, str], bool]] = {
            "text": lambda value, one: any(bare(w).startswith(bare(one)) for w in words(value)),
            "identifier": lambda value, one: token_holds(value.get("identifier", {}), one),
            "of-type": of_type,
        }
        if kind == "token" and modifier in ("in", "not-in", "below", "above"):
            return lambda value, one: self.coded(value, modifier, one)
        by_kind: dict[str, Callable[[Any, str], bool]] = {
            "token": token_holds,
            "string": lambda value, one: any(text_holds(t, modifier, one) for t in texts(value)),
            "date": self.date,
            "number": quantity_holds,
            "quantity": quantity_holds,
            "uri": lambda value, one: uri_holds(value, modifier, one),
            "reference": lambda value, one: self.reference(value, modifier, one, owner, code),
        }
        return by_modifier.get(modifier) or by_kind[kind]

    def date(self, value: Any, text: str) -> bool:
        """Tell whether a date holds."""
        match = PREFIX.match(text)
        prefix, text = (match[1], text[2:]) if match else ("eq", text)
        return any(date_holds(prefix, interval(text), held, self.at) for held in intervals(value))

    def reference(self, value: Any, kind: str, text: str, owner: str, code: str) -> bool:
        """Tell whether a reference leads to what is asked for."""
        wanted = f"{kind}/{text}" if kind and "/" not in text else text
        found = r4_oracle.targets(value)
        if "/" in wanted:
            return wanted in found
        allowed = self.targets.get((owner, code), set())
        return any(
            t.partition("/")[2] == wanted and (not allowed or t.partition("/")[0] in allowed)
            for t in found
        )

    def pair(self, resource: dict[str, Any], code: str, text: str) -> bool:
        """Tell whether both parts of an Observation's composite stand in one place."""
        first, second = text.split("$")
        places = [] if code.startswith("component") else [resource]
        if code.startswith("combo") or code.startswith("component"):
            places += resource.get("component", [])
        element = {"quantity": "valueQuantity", "concept": "valueCodeableConcept"}
        wanted = element[code.rpartition("-")[2]]
        compare = quantity_holds if wanted == "valueQuantity" else token_holds
        return any(
            token_holds(place.get("code", {}), first) and compare(place[wanted], second)
            for place in places
            if wanted in place
        )


def is_said(value: Any) -> bool:
    """Tell whether an element has a value: extensions alone say why there is none."""
    return not isinstance(value, dict) or bool(value.keys() - {"id", "extension"})


def token_holds(value: Any, text: str) -> bool:
    """Tell whether a code, coding, concept or identifier is what is asked for."""
    system, bar, code = text.rpartition("|")
    found = r4_oracle.tokens(value)
    if isinstance(value, str | bool) or value.get("system") in r4_oracle.CONTACTS:
        return any(code == c for _, c in found)
    return any((not bar or system == s) and code in ("", c) for s, c in found)


def of_type(value: Any, text: str) -> bool:
    """Tell whether an identifier has this type and value."""
    system, code, number = text.split("|")
    return value.get("value") == number and any(
        c.get("system", "") == system and c.get("code") == code
        for c in value.get("type", {}).get("coding", ())
    )


def text_holds(held: str, modifier: str, asked: str) -> bool:
    """Tell whether a text is, begins with or holds what is asked for."""
    if modifier == "exact":
        return held == asked
    return (
        bare(asked) in bare(held) if modifier == "contains" else bare(held).startswith(bare(asked))
    )


def quantity_holds(value: Any, text: str) -> bool:
    """Tell whether an amount holds, in its unit."""
    number, *unit = text.split("|")
    match = PREFIX.match(number)
    prefix, number = (match[1], number[2:]) if match else ("eq", number)
    return any(
        number_holds(prefix, number, low, high) and (not any(unit) or fits(units, *unit))
        for low, high, units in amounts(value)
    )


def fits(units: set[tuple[str, str]], system: str, code: str) -> bool:
    """Tell whether one of the units is the one asked for."""
    return any((not system or s == system) and (not code or c == code) for s, c in units)


def uri_holds(value: str, modifier: str, asked: str) -> bool:
    """Tell whether an address is what is asked for, or stands below or above it."""
    if modifier == "below":
        return value.startswith(asked)
    return asked.startswith(value) if modifier == "above" else value == asked
