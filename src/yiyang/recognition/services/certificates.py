"""Keeping which institution has which mark, and until when its quality control counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.documents.services import keep_document
from yiyang.kernel.identifiers import is_credit_code
from yiyang.ledger.services.recording import broken_constraint
from yiyang.network.models import Institution
from yiyang.recognition.errors import BadCertificate, CertificateEnded, CertificateKnown
from yiyang.recognition.facts import local_day
from yiyang.recognition.models import Certificate

CONSTRAINTS = ("certificate_once", "certificate_outside_once")


@dataclass(frozen=True)
class Holding:
    """Who holds a certificate: an institution of the network, or one outside by credit code."""

    institution: Institution | None = None
    credit_code: str = ""
    outside_name: str = ""


@dataclass(frozen=True)
class Certified:
    """What is certified; ``region`` is a mark's code, empty for quality control."""

    kind: str
    item: str
    since: date
    until: date | None
    cites: str
    region: str = ""


@transaction.atomic
def keep_certificate(
    *,
    holding: Holding,
    certified: Certified,
    by: Actor,
    at: datetime,
    paper: tuple[str, bytes] | None = None,
) -> Certificate:
    """Keep a mark or a passed quality control, with the document that says so.

    Args:
        paper: name and bytes of the document, where it was handed in.

    Raises:
        BadCertificate: says what is wrong.  CertificateKnown: for some of these days there is
            one.  DocumentEmpty, DocumentTooLarge, DocumentKindNotKept.
    """
    fault = fault_of(holding, certified, at)
    if fault:
        raise BadCertificate(fault=fault)
    home = holding.institution
    document = paper and keep_document(
        body=paper[1], name=paper[0], institution_id=home.pk if home else None, by=by, at=at
    )
    try:
        with transaction.atomic():
            row = Certificate.objects.create(
                kind=certified.kind,
                institution=home,
                credit_code=holding.credit_code,
                outside_name=holding.outside_name,
                item=certified.item,
                region=certified.region,
                span=DateRange(certified.since, certified.until),
                cites=certified.cites,
                document=document or None,
                added_at=at,
            )
    except IntegrityError as error:
        if broken_constraint(error) in CONSTRAINTS:
            raise CertificateKnown() from error
        raise
    _audit("recognition.certify", row, by, at)
    return row


@transaction.atomic
def end_certificate(*, certificate: Certificate, on: date, by: Actor, at: datetime) -> Certificate:
    """Let a certificate count no more from a day on.

    Raises:
        CertificateEnded: it has ended by that day, or begins on it or later.
    """
    locked = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    since, until = locked.span.lower, locked.span.upper
    if on <= since or (until is not None and until <= on):
        raise CertificateEnded()
    locked.span = DateRange(since, on)
    locked.save(update_fields=["span"])
    _audit("recognition.end_certificate", locked, by, at)
    return locked


def overlapping(holding: Holding, certified: Certified) -> QuerySet[Certificate]:
    """Return the certificates of the same holder, kind, item and region for some of the days."""
    return Certificate.objects.filter(
        institution=holding.institution,
        credit_code=holding.credit_code,
        kind=certified.kind,
        item=certified.item,
        region=certified.region,
        span__overlap=DateRange(certified.since, certified.until),
    )


def fault_of(holding: Holding, certified: Certified, at: datetime) -> str:
    """Return the code of the first thing that is not sound about a certificate; "" for none."""
    reading = read_book(local_day(at))
    is_mark = certified.kind == Certificate.Kind.MARK
    faults = {
        "CERTIFICATE_NO_HOLDER": (holding.institution is None) == (not holding.credit_code),
        "CERTIFICATE_BAD_CREDIT_CODE": bool(holding.credit_code)
        and not is_credit_code(holding.credit_code),
        "CERTIFICATE_OF_OURS": _is_of_the_network(holding.credit_code),
        "CERTIFICATE_NO_ITEM": certified.item not in reading.table("recognition.items"),
        "CERTIFICATE_NO_KIND": certified.kind not in Certificate.Kind.values,
        "CERTIFICATE_NO_REGION": is_mark
        and certified.region not in reading.table("recognition.marks"),
        "CERTIFICATE_REGION_OF_CONTROL": not is_mark and bool(certified.region),
        "CERTIFICATE_BAD_DAYS": certified.until is not None and certified.until <= certified.since,
        "CERTIFICATE_NO_SOURCE": not certified.cites.strip(),
    }
    return next((code for code, is_so in faults.items() if is_so), "")


def _is_of_the_network(credit_code: str) -> bool:
    """Tell whether a credit code is one of ours: such an institution is chosen, never written.

    Else a department would certify institutions that are another one's.
    """
    ours = Institution.objects.filter(credit_code=credit_code, is_elsewhere=False)
    return bool(credit_code) and ours.exists()


def _audit(action: str, row: Certificate, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="certificate",
        subject_id=row.pk,
        payload={
            "kind": row.kind,
            "item": row.item,
            "region": row.region,
            "institution": row.institution_id,
            "since": row.span.lower,
            "until": row.span.upper,
        },
    )
