"""Results in the record, and what their makers hold, as the frozen values that the rules take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from yiyang.beds.selectors import hospital_stays
from yiyang.network.models import Institution, Post
from yiyang.policy.book import Reading
from yiyang.recognition.models import Certificate
from yiyang.record.models import Resource
from yiyang.rules import recognition as asking
from yiyang.rules.calendar import CHINA
from yiyang.rules.fhir_map.projections.asked_for import row_of
from yiyang.rules.fhir_map.projections.institutions import CREDIT_CODES
from yiyang.rules.fhir_map.projections.terms import own
from yiyang.rules.fhir_map.results import Coded, Maker, Result, organization_identifiers
from yiyang.rules.fhir_map.written import read_json

MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Holder:
    """Who made a result, as far as we know: an institution of the network, or a credit code."""

    institution: Institution | None
    credit_code: str
    name: str

    @property
    def is_known(self) -> bool:
        """Tell whether certificates can be looked up for it."""
        return self.institution is not None or bool(self.credit_code)


@dataclass(frozen=True)
class Found:
    """A result in the record that the reader may read, with its maker."""

    key: int
    version: int
    reference: str
    origin: str
    result: Result
    holder: Holder
    value: str


def local_day(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(CHINA).date()


def codes_of(item: str, reading: Reading) -> frozenset[Coded]:
    """Return the codes of an item, as system and code.  Raises KeyError where there is none."""
    given = reading.table("recognition.items")[item]["codes"]
    return frozenset((system, code) for system, _, code in (one.rpartition("|") for one in given))


def setting_of(person_id: int, at: datetime) -> asking.Setting:
    """Return whether a person lies in a hospital or palliative bed at a moment."""
    stays = hospital_stays(person_id, at, at + MOMENT)
    return asking.Setting.INPATIENT if stays else asking.Setting.OUTPATIENT


def holders_of(results: Sequence[Result]) -> list[Holder]:
    """Return who made each of some results, in a few queries for all."""
    outside = _organizations({m.target for r in results for m in r.makers})
    posts = _posts({m.target for r in results for m in r.makers})
    known = _institutions(results, outside, posts)
    return [_holder(result, known, outside, posts) for result in results]


def earlier_of(found: Sequence[Found], item: str) -> tuple[asking.Earlier, ...]:
    """Return some results of an item as the rule asks about them."""
    keys = {f.holder.institution.pk for f in found if f.holder.institution}
    codes = {f.holder.credit_code for f in found} - {""}
    rows = Certificate.objects.filter(Q(institution__in=keys) | Q(credit_code__in=codes), item=item)
    certificates = list(rows.order_by("pk"))
    return tuple(_earlier(one, [c for c in certificates if _is_of(c, one.holder)]) for one in found)


def _earlier(found: Found, held: list[Certificate]) -> asking.Earlier:
    marks = [c for c in held if c.kind == Certificate.Kind.MARK]
    controls = [c for c in held if c.kind == Certificate.Kind.CONTROL]
    return asking.Earlier(
        key=found.key,
        made_at=found.result.made_at,
        status=found.result.status,
        has_maker=found.holder.is_known,
        marks=tuple(asking.Mark(c.region, c.span.lower, c.span.upper) for c in marks),
        controls=tuple(asking.Control(c.span.lower, c.span.upper) for c in controls),
    )


def _is_of(certificate: Certificate, holder: Holder) -> bool:
    if certificate.institution_id is not None:
        return (
            holder.institution is not None and holder.institution.pk == certificate.institution_id
        )
    return bool(holder.credit_code) and certificate.credit_code == holder.credit_code


def _holder(
    result: Result,
    known: dict[Coded, Institution],
    outside: dict[str, tuple[Coded, ...]],
    posts: dict[str, str],
) -> Holder:
    """Return the first maker whom we know; without one, what the result calls its maker."""
    for maker in result.makers:
        for coded in _names(maker, outside, posts):
            if coded in known:
                one = known[coded]
                return Holder(one, one.credit_code, "")
    for maker in result.makers:
        for system, value in _names(maker, outside, posts):
            if system == CREDIT_CODES:
                return Holder(None, value, maker.name)
    return Holder(None, "", next((m.name for m in result.makers if m.name), ""))


def _names(
    maker: Maker, outside: dict[str, tuple[Coded, ...]], posts: dict[str, str]
) -> tuple[Coded, ...]:
    """Return everything that a maker can be known by: a row of ours, then identifiers."""
    target = posts.get(maker.target, maker.target)
    return (("row", target), *maker.identifiers, *outside.get(maker.target, ()))


def _posts(targets: set[str]) -> dict[str, str]:
    """Return the institution behind each PractitionerRole of ours, as ``Organization/id``."""
    keys = {
        found[1]: target
        for target in targets
        if target.startswith("PractitionerRole/")
        and (found := row_of(target.partition("/")[2]))
        and found[0] == "post"
    }
    rows = Post.objects.filter(pk__in=keys).values_list("pk", "institution_id") if keys else ()
    return {keys[pk]: f"Organization/institution-{institution}" for pk, institution in rows}


def _organizations(targets: set[str]) -> dict[str, tuple[Coded, ...]]:
    """Return the identifiers of the Organizations of other systems that results point to."""
    ids = {t.partition("/")[2]: t for t in targets if t.startswith("Organization/")}
    ids = {fhir_id: target for fhir_id, target in ids.items() if row_of(fhir_id) is None}
    if not ids:
        return {}
    rows = Resource.objects.filter(
        type="Organization", fhir_id__in=ids, deleted_at=None, person=None, also_about=[]
    )
    return {ids[r.fhir_id]: organization_identifiers(read_json(r.body.encode())) for r in rows}


def _institutions(
    results: Sequence[Result], outside: dict[str, tuple[Coded, ...]], posts: dict[str, str]
) -> dict[Coded, Institution]:
    """Return the institutions of the network that results name, by each of their names."""
    named = {
        coded for r in results for m in r.makers for coded in _names(m, outside, posts) if coded[1]
    }
    rows = [row_of(target.removeprefix("Organization/")) for kind, target in named if kind == "row"]
    keys = [row[1] for row in rows if row and row[0] == "institution"]
    credit = [value for system, value in named if system == CREDIT_CODES]
    codes = [value for system, value in named if system == own("institution")]
    asked = Q(pk__in=keys) | Q(credit_code__in=credit) | Q(code__in=codes)
    found: dict[Coded, Institution] = {}
    for one in Institution.objects.filter(asked).select_related("place").order_by("pk"):
        found["row", f"Organization/institution-{one.pk}"] = one
        found[own("institution"), one.code] = one
        if one.credit_code:
            found.setdefault((CREDIT_CODES, one.credit_code), one)
    return found
