"""What is made after the first page stands: each part whole in a transaction of its own.

A start must not wait for a year of follow-ups.  The sign-ins are shown first; these parts follow
while the program runs.  One that was cut short is made again at the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import orjson
from django.db import OperationalError, transaction

from yiyang.audit.models import Entry, Payload
from yiyang.audit.services import PROGRAM, record
from yiyang.demo.appraising import store_appraisals
from yiyang.demo.care import store_care
from yiyang.demo.cooperating import store_cooperation
from yiyang.demo.crossing import store_cross_region
from yiyang.demo.district import District, planned
from yiyang.demo.district import rows as rows_of
from yiyang.demo.doubles import store_doubles
from yiyang.demo.filled import LAST, LOADED, PART
from yiyang.demo.home_visits import store_home_visits
from yiyang.demo.insuring import store_claims
from yiyang.demo.key_groups import store_key_groups
from yiyang.demo.long_term_care import store_long_term_care
from yiyang.demo.outbreaks import store_outbreaks
from yiyang.demo.papers import store_papers
from yiyang.demo.paying import store_money
from yiyang.demo.plan import Plan, Progress
from yiyang.demo.planning import store_planning
from yiyang.demo.recognising import store_recognition
from yiyang.demo.referring import store_booking
from yiyang.demo.settling import store_settlements
from yiyang.demo.showing import store_shown
from yiyang.demo.signing import store_signing
from yiyang.demo.supervising import store_supervision
from yiyang.demo.trying import store_scenarios

DEADLOCK = "40P01"  # the code of PostgreSQL for a transaction that gave way to another
TRIES = 5

# In the order in which they are made: each may read what stands before it.
PARTS: tuple[tuple[str, Callable[[District, Progress], None]], ...] = (
    ("key_groups", store_key_groups),
    ("home_visits", store_home_visits),
    ("booking", store_booking),
    ("care", store_care),
    ("recognition", store_recognition),
    ("signing", store_signing),
    ("papers", store_papers),
    ("cooperation", store_cooperation),
    ("appraisals", store_appraisals),
    ("planning", store_planning),
    ("scenarios", store_scenarios),
    ("money", store_money),  # it pays for what all the others have recorded
    ("claims", store_claims),
    ("long_term_care", store_long_term_care),
    ("cross_region", store_cross_region),
    ("supervision", store_supervision),
    ("settlements", store_settlements),
    ("doubles", store_doubles),
    ("outbreaks", store_outbreaks),
    (LAST, store_shown),  # last: it shows what all the others have made
)


def parts_left() -> Iterator[str]:
    """Yield the names of the parts that are still to be made."""
    done = set(Entry.objects.filter(action=PART).values_list("subject_id", flat=True))
    yield from (name for name, _ in PARTS if name not in done)


def load_later(district: District | None, progress: Progress) -> list[str]:
    """Make the parts that are still to be made, and return their names.

    Args:
        district: what this start has made; None lets it be made again from its seed.
    """
    made = []
    for name in list(parts_left()):
        district = _made(name, district or _made_again(), progress)
        made.append(name)
    return made


def _made(name: str, district: District, progress: Progress, tries: int = TRIES) -> District:
    """Make one part, and return the district it was made from.

    The program serves meanwhile: a part that ran into the work of others, and was chosen to give
    way, is made again from a district that it has not yet touched.
    """
    try:
        with transaction.atomic():
            dict(PARTS)[name](district, progress)
            record(
                by=PROGRAM, at=district.plan.at, action=PART, subject_kind="part", subject_id=name
            )
    except OperationalError as error:
        if tries == 1 or getattr(error.__cause__, "sqlstate", None) != DEADLOCK:
            raise
        return _made(name, _made_again(), progress, tries - 1)
    return district


def _made_again() -> District:
    """Return the district that an earlier start stored, from its seed and its moment."""
    loaded = Entry.objects.get(action=LOADED)
    said = orjson.loads(bytes(Payload.objects.get(pk=loaded.pk).body))
    district = planned(Plan(said["seed"], said["size"], loaded.at))
    for _ in rows_of(district):
        pass
    return district
