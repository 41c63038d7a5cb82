"""What a search asks for, typed: what ``query.parse`` makes of a query string."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from yiyang.rules.fhir_map.parameters import Parameter


@dataclass(frozen=True)
class TokenValue:
    """A code; ``system`` None: in any system, empty: in none.  ``code`` empty: any code."""

    system: str | None
    code: str


@dataclass(frozen=True)
class TypedToken:
    """An identifier by the system and code of its type, and its value (``:of-type``)."""

    system: str
    code: str
    value: str


@dataclass(frozen=True)
class DateValue:
    """A period [low, high), as exact as it was written, and how to compare with it."""

    prefix: str
    low: datetime
    high: datetime


@dataclass(frozen=True)
class StringValue:
    """A text as it was typed."""

    text: str


@dataclass(frozen=True)
class ReferenceValue:
    """Any of these targets; ``canonical``: also with any version behind."""

    targets: tuple[str, ...]
    canonical: bool = False


@dataclass(frozen=True)
class NumberValue:
    """A number, how to compare with it, and the range [low, high) that its digits mean.

    ``system`` and ``unit`` None: any.
    """

    prefix: str
    number: Decimal
    low: Decimal
    high: Decimal
    system: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class UriValue:
    """An address."""

    text: str


@dataclass(frozen=True)
class WordsValue:
    """Words, bare of case and accents, joined by ``logic.Every``, ``Some`` and ``No``."""

    tree: object


@dataclass(frozen=True)
class NearValue:
    """A place by its degrees, and how far around it is looked, in metres."""

    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True)
class PairValue:
    """The parts of a composite, each compared by its own kind."""

    parts: tuple[Value, ...]


Value = (
    TokenValue
    | TypedToken
    | DateValue
    | StringValue
    | ReferenceValue
    | NumberValue
    | UriValue
    | WordsValue
    | NearValue
    | PairValue
)


@dataclass(frozen=True)
class Test:
    """A resource has any of these values; one parameter for each type asked.

    ``modifier`` is ``missing`` with ``is_missing`` set and no values, another of FHIR, or one
    that a filter alone asks by: ``ne`` (has another value), ``equals``, ``ends``.
    """

    parameters: tuple[Parameter, ...]
    modifier: str
    values: tuple[Value, ...] = ()
    is_missing: bool = False

    @property
    def code(self) -> str:
        """The parameter's code, the same for all types."""
        return self.parameters[0].code

    @property
    def kind(self) -> str:
        """The parameter's kind, the same for all types."""
        return self.parameters[0].kind


@dataclass(frozen=True)
class Both:
    """All of several criteria on one resource."""

    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Either:
    """Any of several criteria on one resource."""

    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Not:
    """A criterion does not hold of a resource."""

    criterion: Criterion


@dataclass(frozen=True)
class Chain:
    """A resource points to one of types ``targets`` that ``inner`` holds of."""

    parameters: tuple[Parameter, ...]
    targets: tuple[str, ...]
    inner: Criterion


@dataclass(frozen=True)
class Has:
    """A resource of type ``source`` that ``inner`` holds of points to this one."""

    source: str
    parameter: Parameter
    inner: Criterion


@dataclass(frozen=True)
class OneOf:
    """A resource is one of a stored List's or Group's entries, or has one of these names."""

    names: tuple[str, ...]


Criterion = Test | Both | Either | Not | Chain | Has | OneOf


@dataclass(frozen=True)
class Include:
    """Resources to show beside the matches: those pointed to, or (``reverse``) that point to them.

    ``source`` is the type that has the reference, ``target`` the type it leads to (empty: any);
    ``iterate``: also from what was included.
    """

    source: str
    parameters: tuple[Parameter, ...]
    target: str
    reverse: bool
    iterate: bool


@dataclass(frozen=True)
class Sort:
    """One key of the order: a parameter of each type."""

    parameters: tuple[Parameter, ...]
    descending: bool

    @property
    def code(self) -> str:
        """The parameter's code."""
        return self.parameters[0].code


@dataclass(frozen=True)
class Query:
    """A search, typed.  ``used`` is what of the query string was used, in its order."""

    types: tuple[str, ...]
    criteria: tuple[Criterion, ...] = ()
    sorts: tuple[Sort, ...] = ()
    includes: tuple[Include, ...] = ()
    count: int | None = None
    total: str = ""
    elements: tuple[str, ...] = ()
    summary: str = ""
    used: tuple[tuple[str, str], ...] = ()
