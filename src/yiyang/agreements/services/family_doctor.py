"""Family doctor agreements coming into force: rows, panel and grants in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.agreements.models import Agreement, Item, Member, Party
from yiyang.agreements.services.members import ONE_PER_SLOT, AlreadySigned, grant_sight, midnight
from yiyang.agreements.services.panels import take_places
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.network.services.writing import unique_code

Slot = Member.Slot


@dataclass(frozen=True)
class SignedPerson:
    """A person with what was signed for them.

    ``takes_place`` is False where a renewal keeps the place that the person has on the panel.
    """

    person_id: int
    packages: tuple[str, ...]
    takes_place: bool = True


@dataclass(frozen=True)
class SignedTerms:
    """What was signed: days half-open; ``combination`` the institution of each further slot."""

    number: str
    form: str
    since: date
    until: date
    institution_id: int
    practitioner_id: int
    team_id: int | None
    people: Sequence[SignedPerson]
    document_id: int
    combination: Mapping[str, int] = field(default_factory=dict)
    organisation_id: int | None = None
    renews_id: int | None = None
    prices_fen: Mapping[str, int] = field(default_factory=dict)  # by code of the package
    shares: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # parts by payer


@transaction.atomic
def put_in_force(*, terms: SignedTerms, panel_limit: int, by: Actor, at: datetime) -> Agreement:
    """Enter a signed family doctor agreement with its people, places and grants.

    The caller has decided that each person may sign, and holds their rows and the panels.

    Raises:
        AlreadySigned: a slot of one of them is taken on one of the days.
        PanelFull: the doctor has no place for all of them.
    """
    agreement = _agreement(terms, at)
    _parties(agreement, terms)
    _items(agreement, terms)
    members = _members(agreement, terms)
    taken = sum(person.takes_place for person in terms.people)
    take_places(terms.practitioner_id, taken, panel_limit)
    scopes = read_book(terms.since).table("agreements.grant_scope")
    since = max(midnight(terms.since), at)
    for member in members:
        grant_sight(member, scopes[member.slot], since=since, by=by, at=at)
    record(
        by=by,
        at=at,
        action="agreements.put_in_force",
        subject_kind="agreement",
        subject_id=agreement.pk,
        person_id=terms.people[0].person_id if len(terms.people) == 1 else None,
        payload={
            "people": [person.person_id for person in terms.people],
            "institution": terms.institution_id,
            "practitioner": terms.practitioner_id,
            "since": terms.since,
            "until": terms.until,
            "document": terms.document_id,
        },
    )
    changed(at, member=[member.pk for member in members])
    return agreement


def _agreement(terms: SignedTerms, at: datetime) -> Agreement:
    with unique_code(terms.number):
        return Agreement.objects.create(
            kind=Agreement.Kind.FAMILY_DOCTOR,
            form=terms.form,
            number=terms.number,
            title_zh="家庭医生签约服务协议",
            title_en="Family doctor agreement",
            state=Agreement.State.IN_FORCE,
            span=DateRange(terms.since, terms.until),
            document_id=terms.document_id,
            signed_at=at,
            renews_id=terms.renews_id,
        )


def _parties(agreement: Agreement, terms: SignedTerms) -> None:
    rows = [
        Party(agreement=agreement, institution_id=terms.institution_id, role="PROVIDER"),
        Party(agreement=agreement, practitioner_id=terms.practitioner_id, role="DOCTOR"),
    ]
    if terms.team_id:
        rows.append(Party(agreement=agreement, team_id=terms.team_id, role="TEAM"))
    if terms.organisation_id:
        rows.append(
            Party(agreement=agreement, institution_id=terms.organisation_id, role="ORGANISATION")
        )
    Party.objects.bulk_create(rows)


def _items(agreement: Agreement, terms: SignedTerms) -> None:
    """One item for each package: for how many people, at which price, borne by whom."""
    signed = [code for person in terms.people for code in person.packages]
    Item.objects.bulk_create(
        Item(
            agreement=agreement,
            code=code,
            quantity=signed.count(code),
            unit="PERSON_YEAR",
            price_fen=terms.prices_fen.get(code, 0),
            shares=dict(terms.shares.get(code, {})),
        )
        for code in sorted(set(signed))
    )


def _members(agreement: Agreement, terms: SignedTerms) -> list[Member]:
    slots = {Slot.FAMILY_DOCTOR: terms.institution_id, **terms.combination}
    rows = []
    for person in terms.people:
        for slot, institution_id in slots.items():
            answers = slot == Slot.FAMILY_DOCTOR
            rows.append(
                Member(
                    agreement=agreement,
                    person_id=person.person_id,
                    slot=slot,
                    institution_id=institution_id,
                    practitioner_id=terms.practitioner_id if answers else None,
                    team_id=terms.team_id if answers else None,
                    packages=list(person.packages) if answers else [],
                    span=agreement.span,
                    on_panel=answers,
                )
            )
    try:
        with transaction.atomic():
            return Member.objects.bulk_create(rows)
    except IntegrityError as error:
        if ONE_PER_SLOT not in str(error):
            raise
        raise AlreadySigned(slot=f"SLOT_{Slot.FAMILY_DOCTOR}") from None
