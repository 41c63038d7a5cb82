"""The criteria of a search: what one ``name=value`` asks of a resource."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from yiyang.rules.fhir_map import asked_values, special
from yiyang.rules.fhir_map.asked import (
    Both,
    Chain,
    Criterion,
    Either,
    Has,
    PairValue,
    ReferenceValue,
    StringValue,
    Test,
    TokenValue,
    Value,
)
from yiyang.rules.fhir_map.asked_values import BadValue, split
from yiyang.rules.fhir_map.composites import ALL, EITHER, Composite, composite
from yiyang.rules.fhir_map.findings import Fault
from yiyang.rules.fhir_map.links import targets_of
from yiyang.rules.fhir_map.meanings import Meaningless, Meanings, Meant, meant_by
from yiyang.rules.fhir_map.parameters import Parameter, parameter, served_types
from yiyang.rules.fhir_map.values import plain_text

MOST_VALUES = 1_000
MOST_MEANT = 10_000  # codes of the value sets of one criterion
MOST_NAMED = 100  # value sets and codes of a search whose meaning is worked out
DEEPEST = 6  # links followed one after the other
HAS = "_has:"
HAS_PARTS = 4
COLUMNS = {
    "_id": Parameter("_id", "token", 0, ()),
    "_lastUpdated": Parameter("_lastUpdated", "date", 0, ()),
}
MODIFIERS = {
    "token": {"missing", "not", "text", "of-type", "in", "not-in", "above", "below"},
    "string": {"missing", "exact", "contains"},
    "reference": {"missing", "identifier"},
    "uri": {"missing", "above", "below"},
    "date": {"missing"},
    "number": {"missing"},
    "quantity": {"missing"},
    "composite": {"missing"},
    special.KIND: set[str](),
}
CODED = frozenset({"in", "not-in", "above", "below"})  # of tokens: what codes mean
OF_COLUMNS = {"_id": {"not"}, "_lastUpdated": set[str]()}
TRUTHS = {"true": True, "false": False}


def lookup(types: Sequence[str], code: str, *, some: bool = False) -> dict[str, Parameter]:
    """Return the parameter of this code for each type, all of one kind.

    Args:
        some: types that do not have it are left out; otherwise each must.

    Raises:
        Fault: unknown for the types, or of different kinds in them.
    """
    if code in COLUMNS:
        return dict.fromkeys(types, COLUMNS[code])
    found = {}
    for kind in types:
        try:
            found[kind] = special.special_of(kind, code) or parameter(kind, code)
        except KeyError:
            if not some:
                break
    if not found or (not some and len(found) < len(types)):
        raise Fault("SEARCH_UNKNOWN_PARAMETER", is_unknown=True, name=code[:80])
    if len({one.kind for one in found.values()}) > 1:
        raise Fault("SEARCH_NAME_THE_TYPE")
    return found


def reference_to(reference: Parameter, name: str) -> Test:
    """Return the criterion that a resource points to ``Type/id``."""
    return Test((reference,), "", (ReferenceValue((name,)),))


class Asker:
    """Reads criteria; ``bases`` are our own addresses, ``meanings`` what codes mean here."""

    def __init__(self, bases: Collection[str] = (), meanings: Meanings = Meaningless()) -> None:  # noqa: B008 -- it has no state
        self.bases, self.meanings = bases, meanings
        self.meant: dict[tuple[str, str], set[Meant]] = {}
        self.of_texts = 0  # words and places asked for so far

    def criterion(self, types: Sequence[str], name: str, text: str, depth: int = 0) -> Criterion:
        """Return what ``name=text`` asks of resources of these types.

        Raises:
            Fault: it cannot be asked.
        """
        if depth > DEEPEST:
            raise Fault("SEARCH_TOO_DEEP", limit=DEEPEST)
        if name.startswith(HAS):
            return self._has(types, name, text, depth)
        head, is_chain, rest = name.partition(".")
        code, _, modifier = head.partition(":")
        if is_chain:
            return self._chain(types, (code, modifier, rest), text, depth)
        if code == "_list":
            return self._has(types, f"{HAS}List:item:_id", text, depth)
        if len(types) == 1 and (found := composite(types[0], code)):
            return self._composite(types[0], found, modifier, text)
        parameters = lookup(types, code, some=depth > 0)
        return self._test(types, parameters, modifier, text)

    def _has(self, types: Sequence[str], name: str, text: str, depth: int) -> Criterion:
        parts = name.split(":", HAS_PARTS - 1)
        if len(parts) < HAS_PARTS or parts[1] not in served_types():
            raise Fault("SEARCH_BAD_HAS")
        _, source, code, rest = parts
        reference = lookup((source,), code)[source]
        if reference.kind != "reference":
            raise Fault("SEARCH_NOT_A_REFERENCE", name=code)
        if not targets_of(source, code) & set(types):
            raise Fault("SEARCH_WRONG_TARGET", name=code, type=types[0])
        return Has(source, reference, self.criterion((source,), rest, text, depth + 1))

    def _chain(
        self, types: Sequence[str], link: tuple[str, str, str], text: str, depth: int
    ) -> Criterion:
        code, asked, rest = link
        parameters, targets = self.leads(types, code, asked, depth)
        narrowed = self._narrowed(targets, rest)
        inner = self.criterion(narrowed, rest, text, depth + 1)
        return Chain(parameters, narrowed, inner)

    def leads(
        self, types: Sequence[str], code: str, asked: str, depth: int
    ) -> tuple[tuple[Parameter, ...], tuple[str, ...]]:
        """Return the references of this code, and the types they lead to, or the one asked for."""
        found = lookup(types, code, some=depth > 0)
        if any(one.kind != "reference" for one in found.values()):
            raise Fault("SEARCH_NOT_A_REFERENCE", name=code)
        targets = {target for kind in found for target in targets_of(kind, code)}
        if asked and asked not in targets:
            raise Fault("SEARCH_WRONG_TARGET", name=code, type=asked[:80])
        return tuple(found.values()), (asked,) if asked else tuple(sorted(targets))

    def _narrowed(self, targets: tuple[str, ...], rest: str) -> tuple[str, ...]:
        """Return the targets that have the parameter which ``rest`` begins with."""
        if rest.startswith(HAS):
            parts = rest.split(":", HAS_PARTS - 1)
            wanted = targets_of(parts[1], parts[2]) if len(parts) == HAS_PARTS else frozenset()
            return tuple(t for t in targets if t in wanted) or targets
        code = rest.partition(".")[0].partition(":")[0]
        if any(composite(target, code) for target in targets):
            return tuple(t for t in targets if composite(t, code))
        return tuple(lookup(targets, code, some=True))

    def _test(
        self, types: Sequence[str], found: dict[str, Parameter], modifier: str, text: str
    ) -> Test:
        parameters = tuple(dict.fromkeys(found.values()))
        code, kind = parameters[0].code, parameters[0].kind
        if kind == "reference" and modifier in served_types():
            return Test(
                parameters, "", self._values(text, lambda one: self._pointing(found, modifier, one))
            )
        if modifier and modifier not in OF_COLUMNS.get(code, MODIFIERS[kind]):
            raise Fault("SEARCH_BAD_MODIFIER", modifier=modifier[:40])
        if modifier == "missing":
            if text not in TRUTHS:
                raise Fault("SEARCH_BAD_TRUTH")
            return Test(parameters, modifier, is_missing=TRUTHS[text])
        if kind == "token" and modifier in CODED:
            return self._coded(parameters, modifier, text)
        if kind == "reference" and not modifier:
            values = self._values(text, lambda one: self._pointing(found, "", one))
        else:
            values = self._values(text, lambda one: self._value(parameters[0], modifier, one))
        return Test(parameters, modifier, values)

    def _coded(self, parameters: tuple[Parameter, ...], modifier: str, text: str) -> Test:
        """Return the test of all codes that are meant: of value sets, or above or below codes."""
        meant: set[Meant] = set()
        for part in split(text, ","):
            meant |= self._meant(modifier, part)
        if len(meant) > MOST_MEANT:
            raise Fault("SEARCH_TOO_MANY_VALUES", limit=MOST_MEANT)
        tells = asked_values.has_system(parameters[0])
        values = dict.fromkeys(TokenValue(s if tells else None, c) for s, c in sorted(meant))
        return Test(parameters, "not" if modifier == "not-in" else "", tuple(values))

    def _meant(self, modifier: str, part: str) -> set[Meant]:
        """Return the codes that one value means, worked out once a search."""
        asked = (modifier, part)
        if asked not in self.meant:
            if len(self.meant) >= MOST_NAMED:
                raise Fault("SEARCH_TOO_MANY_VALUES", limit=MOST_NAMED)
            try:
                self.meant[asked] = meant_by(self.meanings, modifier, part)
            except BadValue as fault:
                raise Fault.again(fault) from fault
        return self.meant[asked]

    def _values(self, text: str, read: Callable[[str], Value]) -> tuple[Value, ...]:
        parts = split(text, ",")
        if len(parts) > MOST_VALUES:
            raise Fault("SEARCH_TOO_MANY_VALUES", limit=MOST_VALUES)
        if not all(parts):
            raise Fault("SEARCH_EMPTY_VALUE")
        try:
            return tuple(dict.fromkeys(map(read, parts)))
        except BadValue as fault:
            raise Fault.again(fault) from fault

    def _pointing(self, found: dict[str, Parameter], wanted: str, text: str) -> Value:
        if wanted:
            targets = frozenset((wanted,))
            text = text if "/" in text else f"{wanted}/{text}"
        else:
            targets = frozenset(
                t for kind, one in found.items() for t in targets_of(kind, one.code)
            )
        value = asked_values.read_reference(next(iter(found.values())), text, targets, self.bases)
        if wanted and not value.targets[0].startswith(f"{wanted}/"):
            raise BadValue("SEARCH_BAD_REFERENCE")
        return value

    def _value(self, one: Parameter, modifier: str, text: str) -> Value:
        if modifier == "text":
            return _searched(asked_values.read_string(one, text))
        if modifier == "of-type":
            return asked_values.read_typed(one, text)
        if modifier == "identifier":
            return asked_values.read_identifier(text)
        if one.kind == special.KIND:
            return self._of_text(one, text)
        value = asked_values.READ[one.kind](one, text)
        return value if modifier == "exact" else _searched(value)

    def _of_text(self, one: Parameter, text: str) -> Value:
        """Return words or a place; those of all parameters of a search are counted together."""
        value = special.READ[one.code](text)
        self.of_texts += special.asked_in(value)
        if self.of_texts > special.MOST_ASKED:
            raise Fault("SEARCH_TOO_MANY_VALUES", limit=special.MOST_ASKED)
        return value

    def _composite(self, kind: str, found: Composite, modifier: str, text: str) -> Criterion:
        if found.how == EITHER:
            inner = (composite(kind, name) for name in found.names)
            return Either(tuple(self._composite(kind, one, modifier, text) for one in inner if one))
        if modifier == "missing" and found.how != ALL and text in TRUTHS:
            return Test((found.as_parameter,), modifier, is_missing=TRUTHS[text])
        if modifier:
            raise Fault("SEARCH_BAD_MODIFIER", modifier=modifier[:40])
        if found.how != ALL:
            values = self._values(text, lambda one: self._pair(found, one))
            return Test((found.as_parameter,), "", values)
        parts = [parameter(kind, name) for name in found.names]
        alternatives = [self._together(kind, parts, one) for one in split(text, ",")]
        if len(alternatives) > MOST_VALUES:
            raise Fault("SEARCH_TOO_MANY_VALUES", limit=MOST_VALUES)
        return alternatives[0] if len(alternatives) == 1 else Either(tuple(alternatives))

    def _together(self, kind: str, parameters: list[Parameter], text: str) -> Criterion:
        parts = split(text, "$")
        if len(parts) != len(parameters) or not all(parts):
            raise Fault("SEARCH_BAD_COMPOSITE", count=len(parameters))
        return Both(
            tuple(
                self._test((kind,), {kind: one}, "", part)
                for one, part in zip(parameters, parts, strict=True)
            )
        )

    def _pair(self, found: Composite, text: str) -> Value:
        parts = split(text, "$")
        if len(parts) != 2 or not all(parts):  # noqa: PLR2004 -- a pair
            raise Fault("SEARCH_BAD_COMPOSITE", count=2)
        return PairValue(
            tuple(
                self._part(one, part)
                for one, part in zip((found.first, found.second), parts, strict=True)
                if one is not None
            )
        )

    def _part(self, one: Parameter, text: str) -> Value:
        if one.kind == "reference":
            return asked_values.read_reference(one, text, frozenset((one.code,)), self.bases)
        return asked_values.READ[one.kind](one, text)


def _searched(value: Value) -> Value:
    """Refuse a text of which nothing is left to search for: it would find everything."""
    if isinstance(value, StringValue) and not plain_text(value.text):
        raise BadValue("SEARCH_EMPTY_VALUE")
    return value
