"""Whatever is sent to the JSON API: no bug, no answer that its description does not name, no leak.

schemathesis makes requests from the description, right and wrong ones (slow suite); hypothesis
others that no description would make.  ``YIYANG_FUZZ`` says how many; both are derandomised.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests import Request
from schemathesis import Case

from tests.faces.api.calling import KEYS, Caller, system_of
from tests.world import make_bed, make_institution, make_person
from yiyang.faces.api.urls import AREAS, description
from yiyang.network.models import InstitutionKind

MANY = int(os.environ.get("YIYANG_FUZZ", "4"))
HIDDEN = "不可见者"
HOW: dict[str, Any] = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
schema = schemathesis.openapi.from_dict(orjson.loads(description()))


def orjson_or_nothing(value: Any) -> bytes:
    """Return a value as JSON, or nothing where it is no JSON."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return b""


LEAKS = ("Traceback", "psycopg", 'File "', "select ", HIDDEN, "/src/yiyang")


def checked(text: str, status: int, told: str) -> None:
    assert status < 500, told
    if status >= 400:
        assert not any(word in text for word in LEAKS), told
        problem = orjson.loads(text)
        assert {"code", "detail", "status", "findings"} <= set(problem), told
        assert problem["status"] == status and problem["detail"] != problem["code"], told


@pytest.fixture
def who(db: None) -> Caller:
    """The system of a hospital, beside somebody whom it may not see."""
    hospital = make_institution(InstitutionKind.HOSPITAL)
    make_bed(hospital)
    make_person(name=HIDDEN)
    return system_of(hospital)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=MANY, **HOW)
def test_what_the_description_allows_and_what_it_forbids(case: Case, who: Caller) -> None:
    sent = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {n: v for n, v in sent.headers.items() if n not in ("Authorization", "Host")}
    with transaction.atomic():  # as each request has its own
        answer = who.browser.generic(
            sent.method,
            sent.path_url,
            sent.body or b"",
            content_type=headers.pop("Content-Type", ""),
            headers=headers | who.headers,
        )
        transaction.set_rollback(True)
    told = f"{sent.method} {sent.path_url} {headers} {sent.body!r} -> {answer.status_code}"
    checked(answer.content.decode(), answer.status_code, told)
    documented = case.operation.definition.raw["responses"]
    assert str(answer.status_code) in documented or sent.method != case.operation.method, told


ROUTES = sorted(
    (method, place)
    for area in AREAS
    for place, view in area.router.path_operations.items()
    for one in view.operations
    for method in one.methods
)
ODD = st.sampled_from(
    ["", "0", "-1", "1", "person-1", "9" * 30, "秘", "%", "'", '"', "\\", "../x", "1e400", "\ud7ff",
     "a" * 300, "2026", "2026-13-40", "HOSPITAL_BED", "NEWS2", "FREE", "null", "[]", "W10"]
)  # fmt: skip
NAMES = st.sampled_from(
    ["after", "limit", "kind", "state", "place", "text", "part", "patient", "on", "by", "period",
     "source", "capability", "no_such"]
)  # fmt: skip
FIELDS = st.sampled_from(
    ["state", "patient", "trigger", "vitals", "values", "measured_at", "answers", "on", "accepts",
     "refusal", "version", "instrument", "assessed_at", "person", "lines", "amount", "no_such"]
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ODD
BODIES = st.recursive(
    PLAIN, lambda of: st.lists(of, max_size=3) | st.dictionaries(FIELDS, of, max_size=5)
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Idempotency-Key": ODD | st.just(str(KEYS)),
        "Accept-Language": st.sampled_from(["zh", "en;q=0.1, zh", "*", "x" * 200]),
        "Accept": st.sampled_from(["*/*", "text/html", "application/xml"]),
        "Content-Type": st.sampled_from(["text/plain", "application/json; charset=x", "a"]),
        "X-HTTP-Method-Override": st.just("DELETE"),
    },
)
REQUESTS = st.tuples(
    st.sampled_from(ROUTES),
    ODD,
    st.dictionaries(NAMES, ODD, max_size=3),
    HEADERS,
    BODIES.map(orjson_or_nothing) | st.binary(max_size=20),
)


@settings(max_examples=MANY * 12, **HOW)
@given(st.data())
def test_what_no_description_would_make(who: Caller, data: st.DataObject) -> None:
    (method, place), key, query, headers, body = data.draw(REQUESTS)
    path = place.replace("{key}", quote(key, safe="")).replace("{name}", quote(key, safe=""))
    address = f"/api/v1{path}" + (f"?{urlencode(query)}" if query else "")
    kind = headers.pop("Content-Type", "application/json")
    token = {"Authorization": who.headers["Authorization"]}
    with transaction.atomic():
        answer = who.browser.generic(
            method, address, body, content_type=kind, headers=headers | token
        )
        transaction.set_rollback(True)
    told = f"{method} {address} {headers} {body!r} -> {answer.status_code}"
    checked(answer.content.decode(), answer.status_code, told)
