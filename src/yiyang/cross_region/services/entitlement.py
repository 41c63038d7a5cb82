"""Whether care at another node is settled for somebody insured here, and who that is."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from yiyang.claims.errors import NotInsured
from yiyang.claims.facts import cover_of
from yiyang.claims.models import Claim
from yiyang.cross_region.models import AwayFiling
from yiyang.cross_region.services.asking import asked_of_claim
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.exchange.facts import is_in_force
from yiyang.exchange.models import Node, PartnerInstitution
from yiyang.exchange.services.facts_of_message import institutions_named
from yiyang.exchange.services.storing import Arrived
from yiyang.kernel.plain import digest, to_plain
from yiyang.people.selectors import person_by_identifier
from yiyang.record.services.linking import RESIDENT_ID_SYSTEM
from yiyang.rules.cross_region.fhir_claims import Asked
from yiyang.rules.cross_region.judging import Away, Care, MaySettle, may_settle
from yiyang.rules.exchange import SETTLEMENT


def person_told(arrived: Arrived) -> int | None:
    """Return whom of our people a message is about, by their national number; None: nobody."""
    for patient in arrived.read.of_type("Patient"):
        for number in patient.get("identifier", ()):
            if number.get("system") == RESIDENT_ID_SYSTEM and number.get("value"):
                return person_by_identifier("RESIDENT_ID", str(number["value"]))
    return None


def institution_told(arrived: Arrived) -> int | None:
    """Return which institution of the node gave the care; None: none that is registered here."""
    named = institutions_named(arrived.read.of_type("Organization")).values()
    codes = [code for node, code in named if node == arrived.node.code]
    found = PartnerInstitution.objects.filter(node=arrived.node, code__in=codes)
    return found.values_list("institution_id", flat=True).first()


def judge(
    arrived: Arrived,
    person_id: int,
    *,
    kind: str,
    day: date,
    is_emergency: bool,
    institution_id: int | None,
    asked: Asked | None = None,
) -> tuple[MaySettle, str]:
    """Return whether care at a node is settled directly, decided; and by which insurance.

    Args:
        asked: what is to be settled; None: only the right to it is asked.
    """
    node = arrived.node
    try:
        insurance = cover_of(person_id, day).insurance
    except NotInsured:
        insurance = ""
    today = timezone.localdate(arrived.at)
    facts = Away(
        kind=kind,
        insurance=insurance,
        is_known=institution_id is not None,
        is_emergency=is_emergency,
        filings=filings_on(person_id, node, day),
        is_agreed=is_in_force(node, today) and SETTLEMENT in node.contents,
        care=care_of(asked) if asked else None,
        settled=settled_before(person_id, institution_id, asked) if asked else (),
    )
    subject = Subject("person", person_id, person_id)
    judged = decide(may_settle, facts, reading=read_book(day), subject=subject, at=arrived.at)
    return judged.result, insurance


def care_of(asked: Asked) -> Care:
    """Return what is asked as the care it is of, whatever number and names it came under."""
    given = sorted(
        (one.code, one.on.isoformat(), one.fen, str(one.quantity.normalize()))
        for one in asked.items
    )
    return Care(asked.kind, asked.begun_on, asked.ended_on, digest(to_plain(given)))


def settled_before(person_id: int, institution_id: int | None, asked: Asked) -> tuple[Care, ...]:
    """Return what stands settled of a person at an institution in some of the same days.

    Under the number that is asked nothing counts: it is this very claim.
    """
    rows = Claim.objects.filter(
        person=person_id,
        institution=institution_id,
        kind=asked.kind,
        state=Claim.State.SETTLED,
        begun_on__lte=asked.ended_on,
        ended_on__gte=asked.begun_on,
    )
    others = rows.exclude(source=asked.number).order_by("pk")
    return tuple(care_of(asked_of_claim("", claim)) for claim in others)


def filings_on(person_id: int, node: Node, day: date) -> tuple[str, ...]:
    """Return the kinds of a person's filings in force for a node on a day."""
    rows = AwayFiling.objects.filter(person=person_id, node=node, span__contains=day)
    return tuple(sorted(rows.values_list("kind", flat=True)))
