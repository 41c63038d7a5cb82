"""Finding the pairs of residents that may be one person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.analytics.linkage import NothingToCompare, link
from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book, read_book
from yiyang.identity.facts import compared, rows_of, with_resident_id
from yiyang.identity.models import Candidate
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA
from yiyang.rules.identity import Verdict, same_person

SUBJECT = "CANDIDATE"


@transaction.atomic
def find_candidates(*, by: Actor, at: datetime, place: str = "") -> int:
    """Compare all residents, keep the new pairs that may be one person, return how many.

    Args:
        place: division code; only those who live there are compared.

    A pair that was found before, judged or not, is not found again.  Nothing is joined: even
    the likeliest pair waits for somebody to look.
    """
    reading = read_book(at.astimezone(CHINA).date())
    least = int(reading.table("identity.chances")["doubtful"])
    residents = Person.objects.filter(merged_into=None)
    if place:
        residents = residents.filter(place__code__within=place)
    people = rows_of(residents.order_by("pk"))
    try:
        pairs = link(people, least_per_million=least)
    except NothingToCompare:
        return 0
    known = set(Candidate.objects.values_list("first_id", "second_id"))
    rows = {row["id"]: row for row in people}
    numbered = with_resident_id()
    decisions: list[Decision] = []
    found: list[Candidate] = []
    for pair in pairs:
        first, second = sorted((int(pair.left), int(pair.right)))
        facts = compared(pair.per_million, rows[pair.left], rows[pair.right], numbered)
        result = same_person(facts, reading)
        if (first, second) in known or result.verdict is Verdict.APART:
            continue
        subject = Subject(SUBJECT, first, first)
        decision = drawn_up(same_person, facts, result, reading=reading, subject=subject, at=at)
        decisions.append(decision)
        found.append(
            Candidate(
                first_id=first,
                second_id=second,
                per_million=pair.per_million,
                fields={name: agreement.value for name, agreement in pair.fields.items()},
                decision=decision,
                found_at=at,
            )
        )
    if found:
        keep_book(reading.book, at)
        Decision.objects.bulk_create(decisions)
        Candidate.objects.bulk_create(found)
    record(
        by=by, at=at, action="identity.find", subject_kind="candidate", subject_id="",
        payload={"people": len(people), "found": len(found), "place": place},
    )  # fmt: skip
    return len(found)
