"""Files of claims and of covers: JSON, a list of it, or one object a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from yiyang.faces.cli.claim_file import LineSheet, Percent, Yuan
from yiyang.faces.cli.sheet_parts import Day, Whole, bad_values, keys_twice
from yiyang.faces.cli.shell import BadInput
from yiyang.kernel.money import fen_from_yuan

if TYPE_CHECKING:
    from yiyang.claims.importing import Sent, SentCover, Whose

MOST_LINES = 100_000
MOST_MINUTES = 60 * 24 * 366  # of a line: whether they are too many for a day is looked at later
NUL = rb"\u0000"  # JSON may hold it, no text of the database does
Sheet = TypeVar("Sheet", bound=BaseModel)
Code = Annotated[str, Field(min_length=1, max_length=60)]
Kind = Literal["OUTPATIENT", "INPATIENT", "HOME_BED", "MAJOR_OUTPATIENT"]
Filing = Literal["LOCAL", "LONG_TERM", "TRANSFER", "EMERGENCY", "UNFILED"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WhoseSheet(_Strict):
    """A person by a number."""

    system: Literal["RESIDENT_ID", "HEALTH_RECORD", "INSURANCE", "FOREIGN"] = "RESIDENT_ID"
    value: Code
    issuer: Annotated[str, Field(max_length=120)] = ""

    def whose(self) -> Whose:
        """Return whose number it is."""
        from yiyang.claims.importing import Whose  # noqa: PLC0415 -- Django is set up only by now

        return Whose(self.system, self.value, self.issuer)


class SentLineSheet(LineSheet):
    """One line with its day, its charge class and how much of it was given."""

    name: Annotated[str, Field(max_length=120)] = ""
    charge: Annotated[str, Field(max_length=2)] = "14"
    on: Day
    quantity: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=4)] = Decimal(1)
    doctor: Annotated[str, Field(max_length=40)] = ""
    minutes: Annotated[Whole, Field(ge=0, le=MOST_MINUTES)] | None = None


class SentSheet(_Strict):
    """One claim of a file."""

    institution: Code
    source: Code
    person: WhoseSheet
    kind: Kind
    begun: Day
    ended: Day
    diagnosis: Annotated[str, Field(max_length=24)] = ""
    referral: Annotated[str, Field(max_length=60)] = ""
    emergency: bool = False
    filing: Filing = "LOCAL"
    major_illness: bool = False
    through: Annotated[str, Field(max_length=24)] = ""  # the node where the person is insured
    total: Yuan | None = None
    lines: Annotated[list[SentLineSheet], Field(max_length=MOST_LINES)]

    def sent(self) -> Sent:
        """Return the claim in fen."""
        from yiyang.claims.importing import Sent  # noqa: PLC0415 -- Django is set up only by now
        from yiyang.claims.services import Asked, AskedLine  # noqa: PLC0415

        asked = Asked(
            person_id=0,
            institution_id=0,
            source=self.source,
            kind=self.kind,
            begun_on=self.begun,
            ended_on=self.ended,
            diagnosis=self.diagnosis,
            referral_number=self.referral,
            is_emergency=self.emergency,
            filing=self.filing,
            major_illness=self.major_illness,
            total_fen=None if self.total is None else fen_from_yuan(self.total),
            lines=tuple(
                AskedLine(
                    code=line.code,
                    on=line.on,
                    fen=fen_from_yuan(line.amount),
                    catalogue=line.catalogue,
                    charge=line.charge,
                    name=line.name,
                    quantity=line.quantity,
                    first_self_pay=line.first_self_pay,
                    limit_fen=None if line.limit is None else fen_from_yuan(line.limit),
                    hospital_fen=fen_from_yuan(line.hospital),
                    doctor=line.doctor,
                    minutes=line.minutes,
                )
                for line in self.lines
            ),
        )
        return Sent(self.institution, self.person.whose(), asked, self.through)


class CoverSheet(_Strict):
    """How one person is insured."""

    person: WhoseSheet
    insurance: Literal["EMPLOYEE", "RESIDENT"]
    status: Literal["IN_SERVICE", "RETIRED", "RESIDENT"]
    since: Day
    until: Day | None = None
    retired_year: Annotated[Whole, Field(ge=1900, le=2200)] | None = None
    assistance: Literal["", "LOW_INCOME", "EXTREME_POVERTY"] = ""
    civil_servant: Percent = Decimal(0)
    employer: Percent = Decimal(0)
    other: Percent = Decimal(0)
    family: WhoseSheet | None = None

    def sent(self) -> SentCover:
        """Return the cover."""
        from yiyang.claims.importing import SentCover  # noqa: PLC0415 -- as above
        from yiyang.claims.services import InsuredAs  # noqa: PLC0415

        told = InsuredAs(
            insurance=self.insurance,
            status=self.status,
            since=self.since,
            until=self.until,
            retired_year=self.retired_year,
            assistance=self.assistance,
            civil_servant_percent=self.civil_servant,
            employer_percent=self.employer,
            other_percent=self.other,
        )
        return SentCover(self.person.whose(), told, self.family.whose() if self.family else None)


def sheets(body: bytes, kind: type[Sheet], name: str) -> Sequence[Sheet]:
    """Return the sheets of a file.

    Raises:
        BadInput: no JSON, or faults, all told at once with their places.
    """
    if NUL in body:
        raise BadInput("{name}: a NUL stands in a text", name=name)
    try:
        items = _items(body, name)
        if not items:
            raise BadInput("{name}: nothing stands in it", name=name)
        return TypeAdapter(list[kind]).validate_python(items, strict=False)
    except ValidationError as fault:
        raise bad_values(fault, name, "file") from fault
    except ValueError as fault:
        raise BadInput("{name}: not JSON", name=name) from fault


def _items(body: bytes, name: str) -> list[Any]:
    if body.lstrip()[:1] == b"[":
        return list(_read(body, name))
    try:
        return [_read(body, name)]
    except orjson.JSONDecodeError:
        return list(_lines(body, name))


def _lines(body: bytes, name: str) -> Iterator[Any]:
    """Yield an object from each line; a file whose first line is none is no such file."""
    is_first = True
    for number, line in enumerate(body.splitlines(), 1):
        if line.strip():
            try:
                yield _read(line, name)
            except orjson.JSONDecodeError:
                if is_first:
                    raise
                raise BadInput(
                    "{name}: line {number}: not JSON", name=name, number=number
                ) from None
            is_first = False


def _read(text: bytes, name: str) -> Any:
    read = orjson.loads(text)
    if twice := keys_twice(text):
        raise BadInput("{name}: {named}: stands there twice", name=name, named=", ".join(twice))
    return read
