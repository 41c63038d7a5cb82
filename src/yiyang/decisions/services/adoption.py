"""A local signed document sets a value: the policy desk adds it to the book."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiyang.access.powers import Power, matrix
from yiyang.audit.services import Actor, record
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Adoption, Decision
from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message
from yiyang.policy.book import Book, Line, NotInForce, UnknownKey, jurisdictions
from yiyang.policy.shape import NUMBER_UNITS, TOP, unlike, value_fault
from yiyang.rules.access import matrix_faults

PLACE = re.compile(r"\d{6}")
POWERS = "access.powers"


class WrongPlace(Refused):
    """Only a district, a city or a province adopts a value for itself."""

    code = "ADOPTION_WRONG_PLACE"


class UnfitValue(Refused):
    """The value has another shape than the one that rules read; ``faults`` name every place."""

    code = "ADOPTION_UNFIT_VALUE"

    def __init__(self, model: Line, faults: list[Message]) -> None:
        unit = f"UNIT_{model.unit.upper()}"
        super().__init__(key=model.key, unit=unit, count=len(faults))
        self.faults = faults


class NotANumber(Refused):
    """What the unit counts is written in digits, and is not below zero."""

    code = "ADOPTION_NOT_A_NUMBER"


class NoDocument(Refused):
    """Nothing is adopted without a document number and a signer."""

    code = "ADOPTION_WITHOUT_DOCUMENT"


class NotYetSigned(Refused):
    """The document is signed on a day that has not come."""

    code = "ADOPTION_NOT_YET_SIGNED"


class BeforeSignature(Refused):
    """A local document does not reach back before its own signature."""

    code = "ADOPTION_BEFORE_SIGNATURE"


class AlreadyAdopted(Refused):
    """Lines are added, never edited: this key, place and day has its line."""

    code = "ADOPTION_ALREADY"


class AlreadyDecided(Refused):
    """Decisions have already read another value for days that this one would cover."""

    code = "ADOPTION_ALREADY_DECIDED"


@transaction.atomic
def adopt_value(
    *,
    key: str,
    place: str,
    starts_on: date,
    value: Any,
    document_number: str,
    signer: str,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Adoption:
    """Add an adopted line to the book: ``key`` has ``value`` in ``place`` from ``starts_on``.

    Args:
        value: text, a list or a table of text, shaped like the value it takes the place of.
        place: six digits: a district, a city or a province.

    Raises:
        UnknownKey, WrongPlace, UnfitValue, NotANumber, NoDocument, NotYetSigned,
        BeforeSignature, AlreadyAdopted, AlreadyDecided: nothing has been written.
    """
    document_number, signer = document_number.strip(), signer.strip()
    _check_document(document_number, signer, signed_on, starts_on, timezone.localdate(at))
    if not PLACE.fullmatch(place):
        raise WrongPlace(place=place)
    model = _model(current_book(), key, starts_on, place)
    _check_value(model, value)
    _check_history(key, place, starts_on)
    said = {
        "key": key,
        "place": place,
        "starts_on": starts_on,
        "value": value,
        "document_number": document_number,
        "signer": signer,
        "signed_on": signed_on,
    }
    adoption = _add(Adoption(**said, mission=model.mission, adopted_at=at))
    about = {"subject_kind": "adoption", "subject_id": adoption.pk, "payload": said}
    record(by=by, at=at, action="policy.adopt", **about)
    transaction.on_commit(matrix.forget)
    return adoption


def _add(adoption: Adoption) -> Adoption:
    try:
        with transaction.atomic():
            adoption.save(force_insert=True)
    except IntegrityError as error:  # somebody else adopted at the same moment
        raise AlreadyAdopted(key=adoption.key, day=adoption.starts_on.isoformat()) from error
    return adoption


def _check_document(
    number: str, signer: str, signed_on: date, starts_on: date, today: date
) -> None:
    if not number or not signer:
        raise NoDocument()
    if signed_on > today:
        raise NotYetSigned(day=signed_on.isoformat())
    if starts_on < signed_on:
        raise BeforeSignature(day=starts_on.isoformat(), signed_on=signed_on.isoformat())


def _model(book: Book, key: str, day: date, place: str) -> Line:
    """Return the line that the new one follows: in force on the day, or the last with a value."""
    try:
        return book.on(key, day, place)
    except NotInForce:
        valued = [line for line in book.by_key[key] if line.value is not None]
        if not valued:
            raise UnknownKey(key=key) from None
        return valued[-1]


def _check_value(model: Line, value: Any) -> None:
    empty = Message("POLICY_VALUE_EMPTY", {"where": TOP})
    fault = empty if value is None else value_fault(model.unit, value)
    if fault and model.unit in NUMBER_UNITS and isinstance(value, str):
        raise NotANumber(value=value, unit=f"UNIT_{model.unit.upper()}")
    faults = [fault] if fault else unlike(value, model.value)
    if not faults and model.key == POWERS:
        faults = matrix_faults(value, shipped=model.value, known=frozenset(Power))
    if faults:
        raise UnfitValue(model, faults)


def _check_history(key: str, place: str, starts_on: date) -> None:
    if Adoption.objects.filter(key=key, place=place, starts_on=starts_on).exists():
        raise AlreadyAdopted(key=key, day=starts_on.isoformat())
    read_since = Decision.objects.filter(
        day__gte=starts_on, authorities__contains=[{"key": key}]
    ).values_list("place", flat=True)
    count = sum(place in jurisdictions(decided_in) for decided_in in read_since)
    if count:
        raise AlreadyDecided(key=key, day=starts_on.isoformat(), count=count)
