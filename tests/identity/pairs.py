"""A pair that may be one person, as the finding would keep it."""

from __future__ import annotations

from tests.conftest import NOW
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.identity.models import Candidate
from yiyang.people.models import Person
from yiyang.rules.identity import Compared, same_person


def make_candidate(first: Person, second: Person, per_million: int = 995_000) -> Candidate:
    """Return the pair of two residents, the earlier registered first."""
    first, second = sorted((first, second), key=lambda person: person.pk)
    decided = decide(
        same_person,
        Compared(per_million, None, True, True),
        reading=read_book(NOW.date()),
        subject=Subject("CANDIDATE", first.pk, first.pk),
        at=NOW,
    )
    return Candidate.objects.create(
        first=first,
        second=second,
        per_million=per_million,
        fields={"name": "EQUAL", "sex": "EQUAL", "born": "CLOSE", "phone": "UNKNOWN"},
        decision=decided.decision,
        found_at=NOW,
    )
