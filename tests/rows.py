"""Rows of the registry for tests: each function makes one row, named, with a plain default."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tests.conftest import NOW
from yiyang.access.models import Account, Assignment, Grant
from yiyang.agreements.models import Agreement, Member, Party
from yiyang.network.models import Bed, Institution, Place
from yiyang.people.models import Person
from yiyang.people.names import name_key

_numbers = count(1)
SINCE = date(2026, 1, 1)
UNTIL = date(2027, 1, 1)
YEAR = DateRange(SINCE, UNTIL)
OPEN = DateTimeTZRange(datetime(2020, 1, 1, tzinfo=NOW.tzinfo), None)


def place(code: str = "310106", parent: Place | None = None) -> Place:
    """A division; the same code gives the same row."""
    return Place.objects.get_or_create(
        code=code, defaults={"name_zh": f"区划{code}", "name_en": f"Place {code}", "parent": parent}
    )[0]


def institution(kind: str = "CARE_INSTITUTION", **fields: Any) -> Institution:
    """An institution of a kind in Jing'an."""
    number = next(_numbers)
    values = {
        "code": f"I{number:04}",
        "name_zh": f"机构{number}",
        "name_en": f"Institution {number}",
        "ownership": "PUBLIC",
        "lon": 121.45,
        "lat": 31.23,
    }
    return Institution.objects.create(
        kind=kind, place=fields.pop("place", None) or place(), **values | fields
    )


def bed(home: Institution, kind: str = "INSTITUTION_BED", **fields: Any) -> Bed:
    """A free bed of an institution."""
    values = {"code": f"B{next(_numbers):05}", "state_since": NOW}
    return Bed.objects.create(institution=home, kind=kind, **values | fields)


def person(name: str = "张桂英", **fields: Any) -> Person:
    """A woman born in 1944 who lives in Jing'an."""
    values = {"sex": "2", "born_on": date(1944, 3, 15), "place": place(), "created_at": NOW}
    return Person.objects.create(name=name, name_key=name_key(name), **values | fields)


def account(role: str, *, name: str = "", **organisation: Any) -> Account:
    """Somebody who signs in and works in a role, for an ``institution`` or a ``place``."""
    made = Account.objects.create_user(
        username=name or f"user{next(_numbers)}", password="a-long-test-password"
    )
    Assignment.objects.create(account=made, role=role, span=OPEN, **organisation)
    return made


def assignment(role: str, **organisation: Any) -> Assignment:
    """The assignment of a new account."""
    return account(role, **organisation).assignments.get()


def grant(to: Assignment, who: Person, scope: str = "RECORD") -> Grant:
    """A grant on a person to the account of an assignment."""
    return Grant.objects.create(
        person=who,
        grantee_kind="ACCOUNT",
        grantee_id=to.account_id,
        purpose="CARE",
        scope=scope,
        span=OPEN,
        origin_kind="TEST",
        origin_id=0,
    )


def agreement(kind: str, *parties: Institution, **fields: Any) -> Agreement:
    """An agreement in force through 2026 between institutions."""
    values = {"number": f"A{next(_numbers)}", "state": "IN_FORCE", "span": YEAR}
    made = Agreement.objects.create(kind=kind, **values | fields)
    for one in parties:
        Party.objects.create(agreement=made, institution=one, role="MEMBER")
    return made


def member(made: Agreement, who: Person, slot: str, home: Institution, **fields: Any) -> Member:
    """A person under an agreement in a slot."""
    values = {"span": YEAR} | fields
    return Member.objects.create(agreement=made, person=who, slot=slot, institution=home, **values)
