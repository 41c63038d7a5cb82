"""Looking at the claims of a time: what is new is told to each institution as one matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from yiyang.agreements.services.telling import desk_at
from yiyang.audit.services import Actor, record
from yiyang.cases.services import open_case, open_task
from yiyang.claims.models import Claim
from yiyang.claims.supervising import Window, claims_within, seen_claims
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.plain import digest, from_plain
from yiyang.network.models import Institution, Place
from yiyang.notices.services import notify
from yiyang.oversight.errors import BadWindow, LookTooWide
from yiyang.oversight.flows import EXPLAIN, EXPLAIN_CLOCK, MATTER
from yiyang.oversight.models import Evidence, Matter, RuleLists, Screening, Suspicion
from yiyang.policy.book import Reading
from yiyang.rules import supervision as rules

PLANNED = "PLANNED"
SUBJECT = "fund_matter"
LOCK = "select pg_advisory_xact_lock(hashtextextended('oversight screening', 0))"
BESIDE = "supervision.split_stay_days"
MOST_DAYS, MOST_CLAIMS = "supervision.look_most_days", "supervision.look_most_claims"


@dataclass(frozen=True)
class Wish:
    """Which claims to look at: ended from a day until another; of a place, of one institution."""

    since: date
    until: date
    place_code: str
    institution_code: str = ""


@dataclass(frozen=True)
class _Look:
    """What one screening looked at and with."""

    screening: Screening
    seen: Mapping[str, rules.Seen]
    lists: rules.Lists
    reading: Reading


@transaction.atomic
def screen_claims(*, wish: Wish, by: Actor, at: datetime) -> Screening:
    """Look at stored claims; open a matter at each institution that has something to explain.

    What was found before is not found again, whatever became of it.

    Raises:
        BadWindow: the days are in disorder, or place or institution are not known.
        LookTooWide: it asks for more days or claims than the book lets a look hold.
        NotInForce: the book has no threshold or clock; nothing has been written.
    """
    place, institution = _where(wish)
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    reading = read_book(wish.since, place=place.code)
    window = Window(
        wish.since, wish.until, place.code, wish.institution_code, reading.integer(BESIDE)
    )
    refuse_too_wide(window, reading)
    kept = RuleLists.objects.order_by("-taken_at", "-pk").first()
    lists = from_plain(rules.Lists, kept.body) if kept else rules.Lists()
    seen = tuple(seen_claims(window))
    told = rules.supervise(rules.Supervised(seen, lists), reading).suspicions
    fresh, known = _new_ones(told, window, by_key := {one.key: one for one in seen})
    screening = Screening.objects.create(
        place=place, institution=institution, since=wish.since, until=wish.until, lists=kept,
        claims=claims_within(window).count(), found=sum(map(len, fresh.values())), known=known,
        looked_at=at, account_id=by.account_id,
    )  # fmt: skip
    for code, suspicions in sorted(fresh.items()):
        _open(code, suspicions, _Look(screening, by_key, lists, reading), by=by, at=at)
    told_of = {"claims": screening.claims, "found": screening.found, "known": known}
    record(
        by=by, at=at, action="supervision.screen", subject_kind="screening",
        subject_id=screening.pk, payload=told_of,
    )  # fmt: skip
    return screening


def refuse_too_wide(window: Window, reading: Reading) -> None:
    """Refuse a look that would hold more than the book lets it.

    Raises:
        LookTooWide: it asks for more days, or more claims ended in them.
    """
    days, claims = reading.integer(MOST_DAYS), reading.integer(MOST_CLAIMS)
    too_long = (window.until - window.since).days > days
    if too_long or claims_within(window)[: claims + 1].count() > claims:
        raise LookTooWide(days=days, claims=claims)


def _where(wish: Wish) -> tuple[Place, Institution | None]:
    place = Place.objects.filter(code=wish.place_code).first()
    if place is None or wish.since >= wish.until:
        raise BadWindow
    if not wish.institution_code:
        return place, None
    rows = Institution.objects.filter(place__code__within=place.code)
    institution = rows.filter(code=wish.institution_code).first()
    if institution is None:
        raise BadWindow
    return place, institution


def _new_ones(
    told: Sequence[rules.Suspicion], window: Window, seen: Mapping[str, rules.Seen]
) -> tuple[dict[str, list[rules.Suspicion]], int]:
    """Return what is new by the code of its institution, and how much was known.

    Only institutions that are asked about; another one's claims are looked at beside theirs.
    """
    mine = set(claims_within(window).values_list("institution__code", flat=True))
    asked = [one for one in told if seen[one.claim].institution in mine]
    names = [identity_of(one) for one in asked]
    known = set(Suspicion.objects.filter(identity__in=names).values_list("identity", flat=True))
    fresh: dict[str, list[rules.Suspicion]] = defaultdict(list)
    for one, name in zip(asked, names, strict=True):
        if name not in known:
            fresh[seen[one.claim].institution].append(one)
    return fresh, sum(name in known for name in names)


def identity_of(one: rules.Suspicion) -> str:
    """Return the name under which a suspicion is kept once."""
    return digest(list(one.identity))


def _open(
    code: str, suspicions: Sequence[rules.Suspicion], look: _Look, *, by: Actor, at: datetime
) -> Matter:
    institution = Institution.objects.select_related("place").get(code=code)
    today = read_book(timezone.localdate(at), place=institution.place.code)
    case = open_case(
        kind=MATTER, person_id=None, institution_id=institution.pk,
        place_id=look.screening.place_id, urgency=PLANNED, by=by, at=at, reading=today,
        params={"suspicions": len(suspicions)},
    )  # fmt: skip
    task = open_task(
        case=case, code=EXPLAIN, role=desk_at(institution.kind), by=by, at=at, reading=today,
        institution_id=institution.pk, clock=EXPLAIN_CLOCK,
    )  # fmt: skip
    afresh = replace(look.reading, used={}, missing=set())
    decided = decide(
        rules.supervise, _facts(suspicions, look), reading=afresh,
        subject=Subject(SUBJECT, case.pk), at=at,
    )  # fmt: skip
    matter = Matter.objects.create(
        case=case, institution=institution, screening=look.screening,
        decision=decided.decision, explain_by=task.due_at,
    )  # fmt: skip
    for one in suspicions:
        _keep(one, matter)
    notify(
        code="FUND_MATTER_OPENED", params={"count": len(suspicions)}, subject_kind="CASE",
        subject_id=case.pk, role=desk_at(institution.kind), institution_id=institution.pk,
        link=f"/oversight/{case.pk}/", by=by, at=at,
    )  # fmt: skip
    return matter


def _facts(suspicions: Sequence[rules.Suspicion], look: _Look) -> rules.Supervised:
    """The claims by which these were seen, people under numbers of their own, and their rules."""
    keys = sorted({key for one in suspicions for key in (one.claim, *one.beside)}, key=int)
    people = {name: f"P{n}" for n, name in enumerate(sorted({look.seen[k].person for k in keys}))}
    claims = tuple(replace(look.seen[k], person=people[look.seen[k].person]) for k in keys)
    codes = {line.code for claim in claims for line in claim.lines}
    lists = look.lists
    return rules.Supervised(
        claims,
        rules.Lists(
            pairs=tuple(p for p in lists.pairs if {p.main, p.included} <= codes),
            daily={code: most for code, most in lists.daily.items() if code in codes},
            sexes={code: sex for code, sex in lists.sexes.items() if code in codes},
            children=lists.children & codes,
            levels={code: level for code, level in lists.levels.items() if code in codes},
            inpatient=lists.inpatient & codes,
        ),
    )


def _keep(one: rules.Suspicion, matter: Matter) -> None:
    params = dict(one.params)
    if "other" in params:
        params["other"] = Claim.objects.values_list("source", flat=True).get(pk=params["other"])
    kept = Suspicion.objects.create(
        matter=matter, claim_id=int(one.claim), code=one.code, params=params, fen=one.fen,
        identity=identity_of(one),
    )  # fmt: skip
    disputed = set(one.disputed)
    Evidence.objects.bulk_create(
        Evidence(suspicion=kept, line_id=int(key), place=place, is_disputed=key in disputed)
        for place, key in enumerate(one.lines, 1)
    )
