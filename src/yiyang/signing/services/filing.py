"""Filing an internal medical institution, and the commission's answer (JA-2.1.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.services import register_in_network
from yiyang.audit.services import Actor
from yiyang.cases.models import Case
from yiyang.cases.services import advance, attach, open_case
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.documents.services import keep_document
from yiyang.kernel.errors import Refused
from yiyang.network.models import Institution
from yiyang.network.services import InstitutionFields
from yiyang.notices.services import notify
from yiyang.policy.book import Reading
from yiyang.rules import filing as rules
from yiyang.signing.flows import FILING
from yiyang.signing.models import Filing

PLANNED = "PLANNED"
SUBJECT = "filing"
Papers = Mapping[str, tuple[str, bytes]]  # by kind: the file's name and its bytes


class FilingRefused(Refused):
    """What was filed is not whole, or may not be; ``reasons`` say what is missing."""

    code = "FILING_REFUSED"

    def __init__(self, reasons: Collection[rules.Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0][0], about=self.reasons[0][1])


@dataclass(frozen=True)
class FilingFields:
    """What is filed; the area in square metres; ``operator_id`` where it is entrusted."""

    kind: str
    name_zh: str
    name_en: str
    head: str
    doctors: int
    nurses: int
    area: int
    operator_id: int | None = None


@transaction.atomic
def file_internal(
    *, home_id: int, fields: FilingFields, papers: Papers, by: Actor, at: datetime
) -> Filing:
    """File an internal medical institution; the commission's clock begins.

    Raises:
        FilingRefused: something is missing; nothing is written.
        DocumentEmpty, DocumentTooLarge, DocumentKindNotKept: of a paper.
    """
    home = Institution.objects.select_related("place").get(pk=home_id)
    reading = _reading(home, at)
    case = open_case(
        kind=FILING, person_id=None, institution_id=home.pk, place_id=home.place_id,
        urgency=PLANNED, by=by, at=at, reading=reading,
        params={"kind": fields.kind, "entrusted": fields.operator_id is not None},
    )  # fmt: skip
    filing = Filing.objects.create(case=case, home=home, **asdict(fields))
    _take_papers(filing, papers, by, at)
    _decide(filing, reading, at)
    return filing


@transaction.atomic
def refile(
    *, filing_id: int, fields: FilingFields, papers: Papers, by: Actor, at: datetime
) -> Filing:
    """File again what was returned; papers handed in before stay unless new ones come.

    Raises:
        ActionNotOpen: it was not returned.
        FilingRefused: something is missing still.
    """
    filing = _locked(filing_id)
    for name, value in asdict(fields).items():
        setattr(filing, name, value)
    filing.save()
    reading = _reading(filing.home, at)
    _take_papers(filing, papers, by, at)
    decision = _decide(filing, reading, at)
    filing.case = advance(
        case=filing.case, action="REFILE", by=by, at=at, reading=reading, decision=decision
    )
    return filing


@transaction.atomic
def accept_filing(*, filing_id: int, by: Actor, at: datetime) -> Institution:
    """Accept a filing: the internal institution enters the registry with its operator.

    Raises:
        ActionNotOpen: it has been answered.
        FilingRefused: on this day the rule does not accept it.
        NotAccepted, BadInstitution: the registry does not take it.
    """
    filing = _locked(filing_id)
    reading = _reading(filing.home, at)
    decision = _decide(filing, reading, at)
    filing.case = advance(
        case=filing.case, action="ACCEPT", by=by, at=at, reading=reading, decision=decision
    )
    made = register_in_network(fields=_registered(filing), by=by, at=at)
    filing.institution = made
    filing.save(update_fields=["institution"])
    _tell_home(filing, "FILING_WAS_ACCEPTED", by, at)
    return made


@transaction.atomic
def return_filing(*, filing_id: int, note: str, by: Actor, at: datetime) -> Filing:
    """Return a filing with the reasons in words.

    Raises:
        ActionNotOpen: it has been answered.
        NoteMissing: no reason is given.
    """
    filing = _locked(filing_id)
    filing.case = advance(
        case=filing.case, action="RETURN", note=note, by=by, at=at,
        reading=_reading(filing.home, at),
    )  # fmt: skip
    _tell_home(filing, "FILING_WAS_RETURNED", by, at)
    return filing


@transaction.atomic
def withdraw_filing(*, filing_id: int, note: str, by: Actor, at: datetime) -> Filing:
    """Withdraw a filing, with a reason.  Raises ActionNotOpen, NoteMissing."""
    filing = _locked(filing_id)
    filing.case = advance(
        case=filing.case, action="WITHDRAW", note=note, by=by, at=at,
        reading=_reading(filing.home, at),
    )  # fmt: skip
    return filing


def _locked(filing_id: int) -> Filing:
    filing = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("home__place", "operator")
        .get(pk=filing_id)
    )
    filing.case = Case.objects.get(pk=filing.case_id)
    return filing


def _reading(home: Institution, at: datetime) -> Reading:
    return read_book(timezone.localdate(at), place=home.place.code)


def _take_papers(filing: Filing, papers: Papers, by: Actor, at: datetime) -> None:
    for kind, (name, body) in sorted(papers.items()):
        kept = keep_document(by=by, at=at, body=body, name=name, institution_id=filing.home_id)
        attach(case=filing.case, kind=kind, document=kept, by=by, at=at)


def _decide(filing: Filing, reading: Reading, at: datetime) -> Decision:
    operator = Institution.objects.filter(pk=filing.operator_id).first()
    papers = filing.case.attachments.filter(added_at__isnull=False)
    facts = rules.FilingFacts(
        kind=filing.kind,
        home_kind=filing.home.kind,
        home_is_open=filing.home.is_open,
        operator_kind=operator.kind if operator else rules.NO_OPERATOR,
        doctors=filing.doctors,
        nurses=filing.nurses,
        area=filing.area,
        has_head=bool(filing.head.strip()),
        papers=tuple(papers.order_by("kind").values_list("kind", flat=True)),
    )
    decided = decide(
        rules.internal, facts, reading=reading, subject=Subject(SUBJECT, filing.pk), at=at
    )
    if not decided.result.complete:
        raise FilingRefused(decided.result.reasons)
    return decided.decision


def _registered(filing: Filing) -> InstitutionFields:
    """The internal institution stands where its home does."""
    home = filing.home
    return InstitutionFields(
        code=f"FILED-{filing.pk:06d}",
        name_zh=filing.name_zh,
        name_en=filing.name_en,
        kind=filing.kind,
        ownership=home.ownership,
        place_id=home.place_id,
        lon=home.lon,
        lat=home.lat,
        address=home.address,
        phone=home.phone,
        inhouse_of_id=home.pk,
        operator_id=filing.operator_id,
    )


def _tell_home(filing: Filing, code: str, by: Actor, at: datetime) -> None:
    notify(
        code=code, params={"kind": filing.kind}, subject_kind="CASE", subject_id=filing.case_id,
        role="CARE_DESK", institution_id=filing.home_id, link=f"/filings/{filing.case_id}/",
        by=by, at=at,
    )  # fmt: skip
