"""Care elsewhere in the demonstration: filed, settled, taken back, prepaid, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.claims.models import Claim, Cover
from yiyang.claims.services import Asked as OurClaim
from yiyang.claims.services import AskedLine, receive_claim
from yiyang.cross_region.models import AwaySettlement
from yiyang.cross_region.services.asking import (
    ask_preview,
    ask_reverse,
    ask_settle,
    open_settlement,
)
from yiyang.cross_region.services.eligibility import ask_eligibility
from yiyang.cross_region.services.filing import Wish, file_care_away
from yiyang.cross_region.services.prepaying import send_payment
from yiyang.demo.district import District
from yiyang.demo.neighbour import Neighbour
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.exchange.keys import public_node_keys
from yiyang.exchange.models import Node
from yiyang.exchange.services import Agreed, Partner, add_node
from yiyang.kernel.money import fen_from_yuan
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Identifier, Person
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_claims import Asked, Item
from yiyang.rules.exchange import KINDS


def store_cross_region(district: District, progress: Progress) -> None:
    """Let the shown resident be treated in another province, and one insured there be treated here.

    Of each two stays were settled and one of them was taken back; a third of the guest is only
    asked for.  A second resident's filing waits for the insurer.
    """
    said, at = quantity("cross_region.shape"), district.plan.at
    hospital = _hospital()
    people = list(_insured(district))
    guest = _guest()
    if hospital is None or guest is None or not people:
        return
    neighbour = Neighbour(_node(said, district), at)
    _away(people, neighbour, said, progress)
    _treated_here(guest, hospital, neighbour, said, progress)
    month = fen_from_yuan(said["month_yuan"])
    send_payment(node=neighbour.node, by=PROGRAM, at=at, agreed_month_fen=month)
    neighbour.answer_all()


def _node(said: dict[str, Any], district: District) -> Node:
    """Register the neighbour with a key that nobody holds; it is never called."""
    at, given = district.plan.at, said["hospital"]
    with TemporaryDirectory() as folder:
        keys = public_node_keys(Path(folder))
    agreed = Agreed(
        code=said["code"], name_zh=said["zh"], name_en=said["en"], address=said["address"],
        contents=KINDS, since=timezone.localdate(at) - timedelta(days=said["agreed_days"]),
    )  # fmt: skip
    partner = Partner(kind="HOSPITAL", **given)
    return add_node(agreed=agreed, keys=keys, partner=partner, by=PROGRAM, at=at)


def _away(
    people: list[Person], neighbour: Neighbour, said: dict[str, Any], progress: Progress
) -> None:
    """File for the first person and settle two stays there, one of them taken back."""
    at, node = neighbour.at, neighbour.node
    today = timezone.localdate(at)
    since = today - timedelta(days=said["filed_days"])
    wish = Wish(people[0].pk, node.pk, "LONG_TERM", since, "RESIDENCE_PERMIT", is_treated=True)
    file_care_away(wish=wish, by=PROGRAM, at=at)
    for person in people[1:2]:
        file_care_away(wish=Wish(person.pk, node.pk, "TRANSFER", today), by=PROGRAM, at=at)
    partner = node.institutions.select_related("institution", "node").get()
    for number, (begun, ended) in enumerate(_stays(today, said), 1):
        asked = Asked(
            number=f"{node.code}-DEMO-{number}", kind=national.INPATIENT, begun_on=begun,
            ended_on=ended, items=tuple(_items(ended)),
        )  # fmt: skip
        neighbour.send_claim(national.SETTLE, asked, people[0], partner)
        if number == said["taken_back"]:
            neighbour.send_claim(national.REVERSE, asked, people[0], partner)
    progress("cross_region", said["stays"])


def _treated_here(
    guest: Person,
    hospital: Institution,
    neighbour: Neighbour,
    said: dict[str, Any],
    progress: Progress,
) -> None:
    """Ask whether the guest is insured there, and settle each of their stays but the last."""
    at, node = neighbour.at, neighbour.node
    today = timezone.localdate(at)
    ask_eligibility(
        node=node, person=guest, institution=hospital, kind=national.INPATIENT, on=today,
        by=PROGRAM, at=at,
    )  # fmt: skip
    stays = list(_stays(today, said, more=1))
    for number, (begun, ended) in enumerate(stays, 1):
        row = _opened(guest, hospital, f"DEMO-AWAY-{number}", (begun, ended), neighbour)
        ask = ask_preview if number == len(stays) else ask_settle
        ask(settlement=row, by=PROGRAM, at=at)
        neighbour.answer_all()
        if number == said["taken_back"]:
            row.refresh_from_db()
            ask_reverse(settlement=row, by=PROGRAM, at=at)
            neighbour.answer_all()
    progress("cross_region", len(stays))


def _opened(
    guest: Person,
    hospital: Institution,
    source: str,
    stay: tuple[date, date],
    neighbour: Neighbour,
) -> AwaySettlement:
    names = ("code", "name", "charge", "on", "fen", "catalogue", "first_self_pay")
    lines = (AskedLine(**{name: getattr(one, name) for name in names}) for one in _items(stay[1]))
    asked = OurClaim(
        person_id=guest.pk, institution_id=hospital.pk, source=source, kind=national.INPATIENT,
        begun_on=stay[0], ended_on=stay[1], lines=tuple(lines),
    )  # fmt: skip
    at = neighbour.at
    claim: Claim = receive_claim(asked=asked, by=PROGRAM, at=at, through=neighbour.node.code)
    return open_settlement(claim=claim, by=PROGRAM, at=at)


def _stays(today: date, said: dict[str, Any], more: int = 0) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each stay, the oldest first; no two share a day."""
    for number in range(said["stays"] + more, 0, -1):
        ended = today - timedelta(days=number * said["apart_days"])
        yield ended - timedelta(days=said["stay_days"]), ended


def _items(on: date) -> Iterator[Item]:
    for one in quantity("claims.inpatient"):
        yield Item(
            code=one["code"], name=one["name"], charge=one["charge"], on=on, quantity=Decimal(1),
            fen=fen_from_yuan(one["yuan"]), catalogue=one["catalogue"],
            first_self_pay=Decimal(one.get("first", "0")), limit_fen=None, hospital_fen=0,
        )  # fmt: skip


def _insured(district: District) -> Iterator[Person]:
    """Yield who is insured here and known by a national number, the shown resident first."""
    rows = Person.objects.filter(covers__isnull=False, **_KNOWN).distinct()
    yield from rows.filter(pk=district.resident)
    yield from rows.exclude(pk=district.resident).order_by("pk")


def _guest() -> Person | None:
    """Return an elder who is not insured here; None: there is none."""
    rows = Person.objects.filter(died_at=None, **_KNOWN).exclude(born_on=None)
    return rows.exclude(pk__in=Cover.objects.values("person")).order_by("pk").first()


_KNOWN = {"identifiers__system": Identifier.System.RESIDENT_ID}


def _hospital() -> Institution | None:
    rows = Institution.objects.filter(
        kind=InstitutionKind.HOSPITAL, designated=True, is_open=True, partner=None
    )
    return rows.order_by("-level", "pk").first()
