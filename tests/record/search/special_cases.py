"""Searches by ``_filter``, ``_text``, ``_content`` and ``near``, each with what it means.

A case is made together with its meaning, a plain function of a resource: nothing here reads the
text that the engine is asked.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.record import r4_oracle
from tests.record.search.cases import Case, Cases
from tests.record.search.oracle import bare, interval, intervals, texts

Holds = Callable[[dict[str, Any]], bool]
Leaf = tuple[str, Holds]
EARTH = 6_371_008.8
ORDERS = ("eq", "ne", "gt", "lt", "ge", "le", "ap", "sa", "eb")
TAG = re.compile(r"<[^>]*>")
SPELT = re.compile(r"[a-z]{4,}")


class SpecialCases:
    """Makes such searches for the data of ``cases``, and tells its universe what they mean."""

    def __init__(self, cases: Cases) -> None:
        self.cases, self.universe, self.random = cases, cases.universe, cases.random

    def told(self, kind: str, name: str, text: str, holds: Holds, *more: tuple[str, str]) -> Case:
        self.universe.told[name, text] = holds
        return kind, [(name, text), *more]

    # --- filters -------------------------------------------------------------------------

    def filters(self) -> Iterator[Case]:
        """Yield each operator alone, and tests joined, denied, chained and in brackets."""
        leaves: dict[str, list[Leaf]] = {}
        for number, (kind, leaf) in enumerate(self.leaves()):
            leaves.setdefault(kind, []).append(leaf)
            if number % 4 < self.cases.each:
                yield self.told(kind, "_filter", *leaf)
        for kind, held in sorted(leaves.items()):
            for _ in range(self.cases.each):
                yield self.told(kind, "_filter", *self.joined(*self.random.choices(held, k=3)))
        for kind, code, target in self.cases.links():
            if held := leaves.get(target):
                yield from self.chained(kind, code, target, self.random.choices(held, k=2))

    def joined(self, one: Leaf, two: Leaf, three: Leaf) -> Leaf:
        (a, is_a), (b, is_b), (c, is_c) = one, two, three
        return self.random.choice(
            [
                (f"{a} and {b} or {c}", lambda r: (is_a(r) and is_b(r)) or is_c(r)),
                (f"{a} or {b} and {c}", lambda r: (is_a(r) or is_b(r)) and is_c(r)),
                (f"{a} or ({b} and {c})", lambda r: is_a(r) or (is_b(r) and is_c(r))),
                (f"not ({a} or {b}) and {c}", lambda r: not (is_a(r) or is_b(r)) and is_c(r)),
                (f"not({a}) and not ({b})", lambda r: not is_a(r) and not is_b(r)),
            ]
        )

    def chained(self, kind: str, code: str, target: str, leaves: list[Leaf]) -> Iterator[Case]:
        (first, is_first), (second, is_second) = leaves

        def leads(resource: dict[str, Any]) -> list[dict[str, Any]]:
            found = self.universe.pointing(resource, code)
            named = [self.universe.all[t] for t in found if t in self.universe.all]
            return [one for one in named if one["resourceType"] == target]

        link = f"{code}:{target}"
        yield self.told(
            kind, "_filter", f"{link}.{first}", lambda r: any(is_first(one) for one in leads(r))
        )
        yield self.told(
            kind,
            "_filter",
            f"{link}[{second}].{first}",
            lambda r: any(is_first(one) and is_second(one) for one in leads(r)),
        )

    def leaves(self) -> Iterator[tuple[str, Leaf]]:
        forms = {
            "token": self.of_tokens,
            "string": self.of_texts,
            "date": self.of_dates,
            "reference": self.of_references,
            "uri": self.of_addresses,
            "quantity": self.of_amounts,
            "number": self.of_amounts,
        }
        for kind, code, form, values in self.cases.filled(*forms):
            if code.startswith("_"):
                continue
            for value in values:
                for leaf in forms[form](code, value):
                    yield kind, leaf
            if self.random.random() < 0.3:
                for truth, missing in (("true", "false"), ("false", "true")):
                    yield kind, (f"{code} pr {truth}", self.ordinary(f"{code}:missing", missing))

    def ordinary(self, name: str, text: str) -> Holds:
        return lambda r: self.universe.holds(r, name, text)

    def some(self, code: str, holds: Callable[[Any], bool]) -> Holds:
        return lambda r: any(holds(v) for v in self.universe.values(r, code))

    def of_tokens(self, code: str, value: Any) -> Iterator[Leaf]:
        for system, one in sorted(r4_oracle.tokens(value))[:1]:
            if set(system + one) & set(',|\\$ )]"'):
                continue
            yield f"{code} eq {one}", self.ordinary(code, one)
            yield f"{code} eq {system}|{one}", self.ordinary(code, f"{system}|{one}")
            if not isinstance(value, dict) or "use" not in value:

                def differs(held: Any, one: str = one) -> bool:
                    return any(c != one for _, c in r4_oracle.tokens(held))

                yield f"{code} ne {one}", self.some(code, differs)

    def of_texts(self, code: str, value: Any) -> Iterator[Leaf]:
        for text in list(texts(value))[:1]:
            if not bare(text) or len(text) > 200 or set(text) & set("|$\\"):
                continue
            for operator, part, holds in (
                ("eq", text.upper(), lambda held, asked: held == asked),
                ("ne", text, lambda held, asked: held != asked),
                ("co", text[1:5], lambda held, asked: asked in held),
                ("sw", text[:3], lambda held, asked: held.startswith(asked)),
                ("ew", text[-3:], lambda held, asked: held.endswith(asked)),
            ):
                asked = bare(part)
                if asked:
                    yield (
                        f"{code} {operator} {json.dumps(part, ensure_ascii=False)}",
                        self.some(
                            code,
                            lambda v, holds=holds, asked=asked: any(
                                holds(bare(t), asked) for t in texts(v)
                            ),
                        ),
                    )

    def of_dates(self, code: str, value: Any) -> Iterator[Leaf]:
        text = value if isinstance(value, str) else value.get("start") or value.get("end")
        if not text:
            return
        day = text[: self.random.choice((4, 7, 10))]
        for operator in self.random.sample(ORDERS, 4):
            yield f"{code} {operator} {day}", self.ordinary(code, operator + day)
        low, high = interval(day)
        yield (
            f"{code} po {day}",
            self.some(code, lambda v: any(a < high and b > low for a, b in intervals(v))),
        )

    def of_references(self, code: str, value: Any) -> Iterator[Leaf]:
        for target in sorted(r4_oracle.targets(value)):
            if re.fullmatch(r"[A-Z]\w+/[\w.-]+", target):
                yield f"{code} re {target}", self.ordinary(code, target)
                yield f"{code} eq {target}", self.ordinary(code, target)

                def differs(held: Any, target: str = target) -> bool:
                    return any(t != target for t in r4_oracle.targets(held))

                yield f"{code} ne {target}", self.some(code, differs)

    def of_addresses(self, code: str, value: str) -> Iterator[Leaf]:
        yield f"{code} eq {value}", self.ordinary(code, value)
        yield f"{code} sw {value[:-3]}", self.ordinary(f"{code}:below", value[:-3])
        yield f"{code} ne {value}", self.some(code, lambda held: held != value)

    def of_amounts(self, code: str, value: Any) -> Iterator[Leaf]:
        number = value.get("value") if isinstance(value, dict) else value
        if number is None or isinstance(number, bool):
            return
        for operator in self.random.sample(ORDERS, 3):
            yield f"{code} {operator} {number:f}", self.ordinary(code, f"{operator}{number:f}")

    # --- words ---------------------------------------------------------------------------

    def worded(self) -> Iterator[Case]:
        """Yield words of somebody's record, and of the directory."""
        for kind in self.universe.kinds:
            held = self.cases.by_kind[kind]
            some = self.random.sample(held, min(self.cases.each, len(held)))
            for one in [*some, *[one for one in held if "text" in one][:1]]:
                narrow = self.narrow(kind, one)
                if narrow is None:
                    continue
                for name, said in (("_text", narrative), ("_content", content)):
                    yield from self.of_words(kind, name, said, one, narrow)

    def narrow(self, kind: str, one: dict[str, Any]) -> list[tuple[str, str]] | None:
        """Return what names whose record it is; nothing for the directory, None for neither."""
        if kind in ("Location", "Organization", "Practitioner", "Medication"):
            return []
        if kind == "Patient":
            return [("_id", one["id"])]
        if ("patient") not in {c for base, c in self.universe.parameters if base == kind}:
            return None
        whose = sorted(self.universe.pointing(one, "patient"))
        return [("patient", whose[0])] if whose else None

    def of_words(
        self,
        kind: str,
        name: str,
        said: Callable[[dict[str, Any]], str],
        one: dict[str, Any],
        narrow: list[tuple[str, str]],
    ) -> Iterator[Case]:
        found = sorted(set(SPELT.findall(bare(said(one)))))
        if len(found) < 2:
            return
        first, second = self.random.sample(found, 2)

        def has(word: str) -> Holds:
            begins = re.compile(rf"(?:^|[^a-z0-9]){word}")
            return lambda r: begins.search(bare(said(r))) is not None

        is_one, is_two, is_part = has(first), has(second), has(first[:3])
        none = has("qqqq")
        made: list[Leaf] = [
            (first.upper(), is_one),
            (first[:3], is_part),
            (first[1:], has(first[1:])),
            (f"{first} {second}", lambda r: is_one(r) and is_two(r)),
            (f"({first} OR qqqq) and {second}", lambda r: (is_one(r) or none(r)) and is_two(r)),
            (f"qqqq,{second}", is_two),
            (f"{first} and not({second})", lambda r: is_one(r) and not is_two(r)),
        ]
        denied: Leaf = (f"not({second})", lambda r: not is_two(r))
        for text, holds in (
            denied,
            *(made if self.cases.each > 1 else self.random.sample(made, 3)),
        ):
            yield self.told(kind, name, text, holds, *narrow)

    # --- places --------------------------------------------------------------------------

    def nearby(self) -> Iterator[Case]:
        """Yield places around places, and encounters at them."""
        for one in self.cases.by_kind.get("Location", []):
            place = one.get("position")
            if not place:
                continue
            y, x = (float(place[name]) * 0.9999 for name in ("latitude", "longitude"))
            for reach, unit, metres in ((1.5, "km", 1500), (20, "", 20_000), (3000, "m", 3000)):

                def is_near(r: dict[str, Any], y: float = y, x: float = x, m: int = metres) -> bool:
                    held = r.get("position")
                    return bool(held) and distance(y, x, held) <= m

                text = f"{y}|{x}|{reach}" + (f"|{unit}" if unit else "")
                yield self.told("Location", "near", text, is_near)


def places() -> Iterator[dict[str, Any]]:
    """Yield places of a city, on both sides of the date line, at a pole, and nowhere."""
    found = [(31.2304 + n / 100, 121.4737 - n / 50) for n in range(8)]
    found += [(0.0, 179.995), (0.0, -179.995), (89.99, 10.0), (89.99, -170.0)]
    for number, (y, x) in enumerate(found):
        place = {"latitude": y, "longitude": round(x, 4)}
        yield {"resourceType": "Location", "id": f"spot-{number}", "position": place}
    yield {"resourceType": "Location", "id": "nowhere", "name": "Nowhere"}


def said_otherwise() -> Iterator[dict[str, Any]]:
    """Yield places whose elements say something by which nothing is found, or nothing at all."""
    home = {"resourceType": "Organization", "id": "home", "name": "Home"}
    unknown = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason"}
    made: dict[str, dict[str, Any]] = {
        "within": {"managingOrganization": {"reference": "#home"}, "contained": [home]},
        "named": {"managingOrganization": {"display": "A home by the river"}},
        "numbered": {"managingOrganization": {"identifier": {"value": "7"}}},
        "unknown": {"managingOrganization": {"extension": [{**unknown, "valueCode": "unknown"}]}},
        "uncoded": {"type": [{"coding": [{"system": "urn:kinds"}]}]},
        "unnumbered": {"identifier": [{"system": "urn:numbers"}]},
        "told": {
            "text": {"status": "generated", "div": "<div>Sunny <b>garden</b> &amp; hall</div>"}
        },
        "retold": {"text": {"status": "generated", "div": "<div>A shady garden</div>"}},
    }
    for fhir_id, elements in made.items():
        yield {"resourceType": "Location", "id": fhir_id, **elements}


def distance(y: float, x: float, place: dict[str, Any]) -> float:
    """Return metres on the great circle, by the cosine rule."""
    a, b = math.radians(y), math.radians(float(place["latitude"]))
    c = math.radians(float(place["longitude"]) - x)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c)
    return EARTH * math.acos(max(-1.0, min(1.0, cosine)))


def narrative(resource: dict[str, Any]) -> str:
    """Return what the narrative says, without its tags."""
    said = TAG.sub(" ", resource.get("text", {}).get("div", ""))
    for sign, letter in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        said = said.replace(sign, letter)
    return said


def content(resource: dict[str, Any]) -> str:
    """Return every value of a resource as text, its type aside."""
    rest = {k: v for k, v in resource.items() if k != "resourceType"}
    if "text" in rest:
        rest["text"] = {k: v for k, v in rest["text"].items() if k != "div"}
    return "\n".join([*leaves_of(rest), narrative(resource)])


def leaves_of(node: Any) -> Iterator[str]:
    """Yield every text and number of a JSON value."""
    if isinstance(node, dict):
        for one in node.values():
            yield from leaves_of(one)
    elif isinstance(node, list):
        for one in node:
            yield from leaves_of(one)
    elif not isinstance(node, bool) and node is not None:
        yield str(node)
