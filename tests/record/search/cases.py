"""Searches made from the data themselves, by a seed: the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.record import r4_oracle
from tests.record.search.meanings import BARE
from tests.record.search.oracle import Universe, bare, texts, words

SEED = 20260302
PREFIXES = ("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")
Case = tuple[str, list[tuple[str, str]]]


class Cases:
    """Makes searches for a universe."""

    def __init__(self, universe: Universe, each: int) -> None:
        self.universe, self.each = universe, each
        self.random = random.Random(SEED)
        self.by_kind = {
            kind: [r for r in universe.all.values() if r["resourceType"] == kind]
            for kind in universe.kinds
        }

    def filled(self, *forms: str) -> Iterator[tuple[str, str, str, list[Any]]]:
        """Yield type, code, kind and some values of each parameter that finds anything."""
        shared = [code for base, code in self.universe.parameters if base == "Resource"]
        for kind in self.universe.kinds:
            own = [c for base, c in self.universe.parameters if base == kind]
            for code in sorted({*own, *shared} - {"_id", "_lastUpdated", "deceased"}):
                form, _ = self.universe.parameter(kind, code)
                if form not in forms:
                    continue
                found = [v for r in self.by_kind[kind] for v in self.universe.values(r, code)]
                if found:
                    some = self.random.sample(found, min(self.each, len(found)))
                    yield kind, code, form, some

    def tokens(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("token"):
            for value in values:
                for system, one in sorted(r4_oracle.tokens(value))[:1]:
                    if set(system + one) & set(",|\\$"):
                        continue
                    yield kind, [(code, one)]
                    yield kind, [(code, f"{system}|{one}")]
                    yield kind, [(f"{code}:not", one)]
                    if system and not isinstance(value, str):
                        yield kind, [(code, f"{system}|")]
                    yield kind, [(code, f"{one},no-such")]
            yield kind, [(f"{code}:missing", "true")]
            yield kind, [(f"{code}:missing", "false")]

    def meanings(self) -> Iterator[Case]:
        """Yield what asks for codes by what they mean: value sets, and above and below others."""
        meant = self.universe.meant
        for kind, code, _, values in self.filled("token"):
            if code in ("_tag", "_security"):
                continue
            for value in values:
                if isinstance(value, str):
                    yield kind, [(f"{code}:in", BARE)]
                    yield kind, [(f"{code}:not-in", "ValueSet/bare")]
                for system, one in sorted(r4_oracle.tokens(value))[:1]:
                    if one not in meant.parents.get(system, ()) or set(one) & set(",|\\$"):
                        continue
                    parent = meant.parents[system][one] or one
                    sets = [a for a, held in meant.sets.items() if self.of_system(held, system)]
                    for address in sets:
                        yield kind, [(f"{code}:in", address)]
                        yield kind, [(f"{code}:not-in", address)]
                    yield kind, [(f"{code}:below", f"{system}|{parent}")]
                    yield kind, [(f"{code}:above", f"{system}|{one}")]
                    yield kind, [(f"{code}:in", ",".join(sets[:2])), self.leaf(kind)]

    @staticmethod
    def of_system(value_set: dict[str, Any], system: str) -> bool:
        return any(one["system"] == system for one in value_set["compose"]["include"])

    def spoken(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("token"):
            for value in values:
                for text in list(words(value))[:1]:
                    if bare(text) and not set(text) & set(",|\\$"):
                        yield kind, [(f"{code}:text", text[: self.random.randint(3, 12)])]

    def dates(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("date"):
            for value in values:
                text = value if isinstance(value, str) else value.get("start") or value.get("end")
                if not text:
                    continue
                for prefix in PREFIXES:
                    length = self.random.choice((4, 7, 10, 16, 40))
                    day = text[:length] if length < 20 else text
                    yield kind, [(code, prefix + day)]
                yield kind, [(code, f"ge{text[:7]}"), (code, f"lt{text[:4]}-12")]
            yield kind, [(f"{code}:missing", "true")]

    def strings(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("string"):
            for value in values:
                for text in list(texts(value))[:1]:
                    if not bare(text) or set(text) & set(",|\\$"):
                        continue
                    yield kind, [(code, text[:3])]
                    yield kind, [(code, text.upper())]
                    yield kind, [(f"{code}:exact", text)]
                    yield kind, [(f"{code}:exact", text.upper())]
                    yield kind, [(f"{code}:contains", text[1:5] if bare(text[1:5]) else text)]
            yield kind, [(f"{code}:missing", "true")]

    def references(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("reference"):
            for value in values:
                for target in sorted(r4_oracle.targets(value)):
                    owner, slash, fhir_id = target.partition("/")
                    if not slash or not owner.isalpha():
                        continue
                    yield kind, [(code, target)]
                    yield kind, [(code, fhir_id)]
                    yield kind, [(f"{code}:{owner}", fhir_id)]
            yield kind, [(f"{code}:missing", "true")]

    def amounts(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("quantity", "number"):
            for value in values:
                number = value.get("value") if isinstance(value, dict) else value
                if number is None or isinstance(number, bool):
                    continue
                text = f"{Decimal(number):f}"
                unit = value.get("code", "") if isinstance(value, dict) else ""
                system = value.get("system", "") if isinstance(value, dict) else ""
                for prefix in PREFIXES:
                    yield kind, [(code, prefix + text)]
                    if unit and not set(unit) & set(",|\\$"):
                        yield kind, [(code, f"{prefix}{text}|{system}|{unit}")]
                        yield kind, [(code, f"{prefix}{text}||{unit}")]
            yield kind, [(f"{code}:missing", "true")]

    def addresses(self) -> Iterator[Case]:
        for kind, code, _, values in self.filled("uri"):
            for value in values:
                yield kind, [(code, value)]
                yield kind, [(f"{code}:below", value[:-3])]
                yield kind, [(f"{code}:above", value + "/more")]
            yield kind, [(f"{code}:missing", "true")]

    def pairs(self) -> Iterator[Case]:
        held = self.by_kind["Observation"]
        for one in self.random.sample(held, min(40, len(held))):
            for place in [one, *one.get("component", [])]:
                for s, c in sorted(r4_oracle.tokens(place.get("code", {})))[:1]:
                    if "valueQuantity" in place:
                        number = f"{Decimal(place['valueQuantity']['value']):f}"
                        for name in ("code", "combo-code", "component-code"):
                            yield "Observation", [(f"{name}-value-quantity", f"{c}${number}")]
                            yield "Observation", [(f"{name}-value-quantity", f"{s}|{c}$gt{number}")]
                    for _, v in sorted(r4_oracle.tokens(place.get("valueCodeableConcept", {})))[:1]:
                        for name in ("code", "combo-code"):
                            yield "Observation", [(f"{name}-value-concept", f"{c}${v}")]

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield type, reference parameter and a type it leads to, as the data have them."""
        for kind, code, _, values in self.filled("reference"):
            leads = {t.partition("/")[0] for v in values for t in r4_oracle.targets(v)}
            for target in sorted(leads & set(self.universe.kinds)):
                yield kind, code, target

    def leaf(self, kind: str) -> tuple[str, str]:
        """Return a criterion on a type, from its data."""
        made = [pairs[0] for make in (self.by_code, self.by_day) for pairs in make(kind)]
        return self.random.choice(made) if made else ("_id", self.by_kind[kind][0]["id"])

    def by_code(self, kind: str) -> Iterator[list[tuple[str, str]]]:
        for code in ("status", "code", "gender", "type", "class", "category"):
            if (kind, code) in self.universe.parameters:
                for one in self.random.sample(self.by_kind[kind], 1):
                    for value in self.universe.values(one, code):
                        for _, c in sorted(r4_oracle.tokens(value))[:1]:
                            if not set(c) & set(",|\\$"):
                                yield [(code, c)]

    def by_day(self, kind: str) -> Iterator[list[tuple[str, str]]]:
        for code in ("date", "birthdate", "onset-date", "authoredon", "period"):
            if (kind, code) in self.universe.parameters:
                for one in self.random.sample(self.by_kind[kind], 1):
                    for value in self.universe.values(one, code):
                        text = value if isinstance(value, str) else value.get("start", "2150")
                        yield [(code, self.random.choice(("ge", "lt")) + text[:7])]

    def chains(self) -> Iterator[Case]:
        links = list(self.links())
        for kind, code, target in links:
            name, text = self.leaf(target)
            yield kind, [(f"{code}:{target}.{name}", text)]
            if code == "patient":
                yield kind, [(f"{code}.{name}", text), self.leaf(kind)]
            for _, second, third in [x for x in links if x[0] == target][:2]:
                name, text = self.leaf(third)
                yield kind, [(f"{code}:{target}.{second}:{third}.{name}", text)]

    def reverses(self) -> Iterator[Case]:
        links = list(self.links())
        for kind, code, target in links:
            name, text = self.leaf(kind)
            yield target, [(f"_has:{kind}:{code}:{name}", text)]
            for second_kind, second, _ in [x for x in links if x[2] == kind][:1]:
                name, text = self.leaf(second_kind)
                yield target, [(f"_has:{kind}:{code}:_has:{second_kind}:{second}:{name}", text)]
            for _, second, third in [x for x in links if x[0] == kind and x[2] != target][:1]:
                name, text = self.leaf(third)
                yield target, [(f"_has:{kind}:{code}:{second}:{third}.{name}", text)]

    def together(self) -> Iterator[Case]:
        """Yield two or three criteria at once."""
        for kind in self.universe.kinds:
            for count in (2, 3):
                yield kind, [self.leaf(kind) for _ in range(count)]
