"""What the audit trail and its seals cost: the same transfers asked for, with and without."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

import yiyang.audit.services as audit
from yiyang.audit.sealing import seal_stream
from yiyang.audit.signing import load_signer
from yiyang.beds.models import Transfer
from yiyang.beds.services.requests import Asked, request_transfer
from yiyang.demo.keys import demo_keys
from yiyang.demo.loading import load_if_empty
from yiyang.demo.plan import Plan
from yiyang.faces.operations.benching import Ratio, in_turn
from yiyang.faces.streams import STREAMS
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Trigger

PAIRS, REQUESTS = 30, 45
SEED = 310106
ASKED = Asked(trigger=Trigger.DEPENDENCE_UP, requester="DESK")


def ratios() -> list[Ratio]:
    """Return the speed with audit and seals against the speed without either."""
    plan = Plan(SEED, "small", datetime.now(UTC).replace(microsecond=0))
    load_if_empty(plan, demo_keys(settings.DATA_DIR), lambda kind, count: None)
    moving = Transfer.objects.filter(case__closed_at=None).values("person")
    people = Person.objects.filter(died_at=None).exclude(pk__in=moving).order_by("pk").iterator()
    signer = load_signer(settings.KEY_DIR)

    def ask() -> None:
        for _ in range(REQUESTS):
            request_transfer(
                person=next(people), asked=ASKED, alarm=None, by=audit.PROGRAM, at=timezone.now()
            )

    def with_audit() -> float:
        began = time.perf_counter()
        ask()
        for stream in STREAMS:
            seal_stream(stream, signer=signer, at=timezone.now())
        return REQUESTS / (time.perf_counter() - began)

    def without() -> float:
        with unaudited():
            began = time.perf_counter()
            ask()
            return REQUESTS / (time.perf_counter() - began)

    with_audit(), without()  # caches and plans are warm for both
    return [
        Ratio(
            "transfers requested, audited and sealed",
            "the same services, nothing audited or sealed",
            in_turn(with_audit, without, PAIRS),
            0.90,
        )
    ]


@contextmanager
def unaudited() -> Iterator[None]:
    """Let every service of the program write no audit row, for the length of a block."""
    real = audit.record
    holders = [
        (module, name)
        for key, module in list(sys.modules.items())
        if key.startswith("yiyang.")
        for name, value in list(vars(module).items())
        if value is real
    ]
    for module, name in holders:
        setattr(module, name, lambda **_: None)
    try:
        yield
    finally:
        for module, name in holders:
            setattr(module, name, real)
