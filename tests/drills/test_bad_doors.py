"""Bad input at every door of the web: a refusal or a fault named, never a bug, nothing written.

The routes are those of the program itself, so a new page is walked as soon as it has an address;
the fields are those that the page shows.  Reduced, each route gets a few of the hostile things,
by turns; ``YIYANG_DRILLS=full`` gives each route all of them.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterable
from itertools import count, islice
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.faces.web import foreign
from tests.faces.web.test_doors import KINDS, Route, routes
from tests.journey import Journey, SignedIn
from tests.world import BEGAN, make_institution, make_place
from yiyang.access.models import Role
from yiyang.access.powers import powers_of
from yiyang.access.services.assignments import OF_AN_INSTITUTION

FULL = os.environ.get("YIYANG_DRILLS") == "full"
FORMS_EACH = 40 if FULL else 1
BUG = 500
REFUSED = 400
# What a page notes when it is looked at, and what a browser's session keeps: no act of a form.
NOTED = frozenset(
    {"audit_entry", "audit_payload", "django_session", "cache", "decisions_missingvalue",
     "access_account"}
)  # fmt: skip
WRITTEN = """
select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables
where n_tup_ins + n_tup_upd + n_tup_del > 0
"""
HUGE = "9" * 30
BIG = 21 * 1024 * 1024
KEYS: dict[str, tuple[str, ...]] = {
    "int": (HUGE, "0", "9223372036854775807", "9223372036854775808"),
    "str": ("%00", "..%2F..%2Fetc%2Fpasswd", "%FF%FE", "x" * 5000, "%F0%9F%98%80", "' or 1=1--"),
}
NASTY = (
    "", " ", "\x00", "a\x00b", "-1", "0", "1", HUGE, "-" + HUGE, "1e999", "NaN", "Infinity",
    "9999-99-99", "0001-01-01", "9999-12-31T23:59", "9999-12-31", "1900-01-01T00:00", "x" * 70_000,
    "�", "😀", "<script>alert(1)</script>", "../../etc/passwd", "{}", "[]", "null", "on",
    "%s%n", "'; drop table people_person; --", "\r\nSet-Cookie: a=b", "２", "١", "\u202e",
    "25:61", "2026-02-30", "1,5", "１２３", '{"a":' * 2000, "310106", "RED",
)  # fmt: skip
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
BODIES: tuple[tuple[str, bytes], ...] = (
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=" + "y" * 500, b""),
    ("multipart/form-data; boundary=x; charset=nonsense", PART + b"\r\na,b\r\n--x--\r\n"),
    ("multipart/form-data; boundary=x", PART + b"Content-Transfer-Encoding: base64\r\n\r\n=\r\n"),
    ("multipart/form-data; boundary=x",
     PART + b"Content-Type: text/csv; charset=nonsense\r\n\r\n\xff\xfe\r\n--x--\r\n"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+ADw-"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=%FF"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(1500))),
    ("application/x-www-form-urlencoded", b"%FF%FE=%00&%00=%FF"),
    ("application/x-www-form-urlencoded", b"kind=1&kind=2&pk=1&pk=x&version=1&version="),
    ("application/json", b'{"a":'),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("", b"\x00" * 100),
    ("application/x-www-form-urlencoded", b"a=" + b"x" * BIG),
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"HTTP_ACCEPT_LANGUAGE": "\x00" + "z" * 4000},
    {"HTTP_ACCEPT_LANGUAGE": "zh-hans;q=nan,*;q=1e999"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1", "HTTP_HX_TARGET": "\xff"},
    {"HTTP_REFERER": "javascript:alert(1)", "HTTP_X_FORWARDED_FOR": "999.1.1.1, \x01"},
    {"HTTP_COOKIE": "sessionid=\"'; drop; csrftoken=\xff; django_language=../../x"},
    {"HTTP_RANGE": "bytes=9-1", "HTTP_IF_MODIFIED_SINCE": "never", "HTTP_IF_NONE_MATCH": "\xff"},
)
FILES = (b"", b"\x00" * 64, b"PK\x03\x04torn", b"\xff\xfe\x00\xd8", b'"' * 3000, b"a,b\n1\n" * 50)

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
Asking = tuple[str, Callable[[], object]]


class Readers:
    """A browser of each role as it is asked for; what the matrix calls foreign is at their desk."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.found = journey, dict[str, SignedIn]()
        self.place = make_place("310106006")

    def __call__(self, route: Route) -> SignedIn:
        """Return a browser of somebody to whom the route's door is open."""
        role = next((r for r in Role if route.powers & powers_of(r, BEGAN.date())), Role.NURSE)
        if role not in self.found:
            self.found[role] = self._sign_in(role)
        return self.found[role]

    def institution(self, kind: str = "CARE_INSTITUTION") -> Any:
        """Return where those who work at an institution of a kind do."""
        return make_institution(kind, place=self.place)

    def _sign_in(self, role: str) -> SignedIn:
        if role in OF_AN_INSTITUTION:
            kind = KINDS.get(role, "CARE_INSTITUTION")
            return self.journey.sign_in(role, institution=self.institution(kind))
        return self.journey.sign_in(role, place=make_place("310106"))


@pytest.fixture
def readers(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> Readers:
    found = Readers(journey)
    monkeypatch.setattr(foreign, "elsewhere", lambda: found.place)
    return found


def turns(things: Iterable[Any], each: int) -> Callable[[], list[Any]]:
    """Return a giver of all things when full, else of the next few of them by turns."""
    everything = list(things)
    place = count()
    if FULL:
        return lambda: everything
    return lambda: [everything[n % len(everything)] for n in islice(place, each)]


def address_of(route: Route) -> str:
    """Return the address of a route about something that its reader may open."""
    about = foreign.FOREIGN.get(route.name)
    return reverse(route.name, kwargs=about()) if callable(about) else route.address


def written() -> dict[str, int]:
    """Return how many rows of each table this test has changed, looks and sessions apart."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return {table: rows for table, rows in cursor.fetchall() if table not in NOTED}


def sent(client: SignedIn, how: str, path: str, **request: Any) -> HttpResponse:
    """Send a request whose doings are undone; a refusal has written nothing."""
    with transaction.atomic():
        before = written()
        answer = getattr(client, how)(path=path, **request)
        assert answer.status_code < BUG, f"{answer.status_code}"
        if answer.status_code >= REFUSED:
            assert written() == before, f"refused with {answer.status_code} and wrote"
        transaction.set_rollback(True)
    return answer


def bugs_of(asked: Iterable[Asking]) -> list[str]:
    """Run each named request and return those that met a bug, with the bug."""
    found, done = [], 0
    for name, ask in asked:
        done += 1
        try:
            with transaction.atomic():
                ask()
                transaction.set_rollback(True)
        except Exception as fault:  # whatever it is, it is what this drill looks for
            found.append(f"{name}: {type(fault).__name__}: {str(fault)[:200]}")
    assert done, "no door was found"
    return found


def test_addresses_with_nonsense_for_keys_are_not_there(readers: Readers) -> None:
    keyed = [route for route in routes() if route.has_key]
    nonsense = {kind: turns(texts, 1) for kind, texts in KEYS.items()}

    def asking() -> Iterable[Asking]:
        for route in keyed:
            kind = re.findall(r"<(?:(\w+):)?\w+>", route.pattern)[-1]
            for text in nonsense["int" if kind == "int" else "str"]():
                address = "/" + re.sub(r"<(?:\w+:)?\w+>", lambda _, by=text: by, route.pattern)
                for method in ("get", "post"):
                    ask = lambda m=method, a=address, r=route: sent(readers(r), m, a)  # noqa: E731
                    yield f"{method} {route.pattern} <- {text[:30]}", ask

    assert bugs_of(asking()) == []


def test_questions_in_an_address_are_answered_or_ignored(readers: Readers) -> None:
    chosen = turns([value for value in NASTY if len(value) < 200], 1)

    def asking() -> Iterable[Asking]:
        for route in routes():
            for value in chosen():

                def ask(route: Route = route, value: str = value) -> None:
                    client, address = readers(route), address_of(route)
                    given = dict.fromkeys(fields_at(client, address), value)
                    sent(client, "get", address, data=given | {"text": value, "page": value})

                yield f"{route.pattern}?={value!r}", ask

    assert bugs_of(asking()) == []


def test_bodies_that_are_no_form_are_refused(readers: Readers) -> None:
    chosen = turns(BODIES if FULL else BODIES[:-1], 2)

    def asking() -> Iterable[Asking]:
        for route in routes():
            for kind, body in chosen():

                def ask(route: Route = route, kind: str = kind, body: bytes = body) -> None:
                    address = address_of(route)
                    given = {"method": "POST", "data": body, "content_type": kind}
                    sent(readers(route), "generic", path=address, **given)

                yield f"{route.pattern} <- {kind} {body[:20]!r}", ask

    assert bugs_of(asking()) == []


def test_nonsense_in_headers_changes_nothing(readers: Readers) -> None:
    chosen = turns(HEADERS, 1)

    def asking() -> Iterable[Asking]:
        for route in routes():
            for junk in chosen():

                def ask(route: Route = route, junk: dict[str, str] = junk) -> None:
                    sent(readers(route), "get", address_of(route), **junk)

                yield f"{route.pattern} {junk}", ask

    assert bugs_of(asking()) == []


def fields_at(client: SignedIn, address: str) -> list[str]:
    """Return the fields of the page that stands at an address, where one does."""
    answer = client.get(address)
    if answer.status_code != 200 or answer.streaming:
        return []
    return sorted(set(re.findall(r'name="([\w-]+)"', answer.content.decode(errors="replace"))))


def test_a_form_filled_with_anything_is_no_bug(readers: Readers) -> None:
    chance = random.Random(20260302)

    def filled(fields: list[str]) -> dict[str, Any]:
        form: dict[str, Any] = {}
        for field in fields:
            value: Any = chance.choice(NASTY)
            if chance.random() < 0.1:
                value = [value, chance.choice(NASTY)]  # the same field twice
            if chance.random() < 0.1 or field in {"file", "document", "scan"}:
                name = chance.choice(
                    ["a.csv", "../../x.xlsx", "x" * 300 + ".pdf", "CON", "\u202ea"]
                )
                value = SimpleUploadedFile(name, chance.choice(FILES))
            form[field] = value
        return form

    def asking() -> Iterable[Asking]:
        for route in routes():

            def ask(route: Route = route) -> None:
                client, address = readers(route), address_of(route)
                fields = fields_at(client, address)
                for _ in range(FORMS_EACH):
                    sent(client, "post", address, data=filled(fields))

            yield f"{route.pattern}", ask

    assert bugs_of(asking()) == []
