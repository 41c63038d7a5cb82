"""People, doctors and wishes as frozen values for ``rules.agreements``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.access.models import Account
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.key_groups.selectors import groups_of_all
from yiyang.network.models import Institution
from yiyang.network.selectors import eligible_doctors, works_in_team
from yiyang.people.models import Person as PersonRow
from yiyang.people.models import Relative
from yiyang.rules.agreements.facts import (
    CHANGE,
    CITY,
    COMMUNITY,
    DESK,
    DISTRICT,
    FAMILY_DOCTOR,
    NEW,
    NOBODY,
    ORGANISATION,
    RENEW,
    REPRESENTATIVE,
    SELF,
    Chosen,
    Doctor,
    Held,
    PackageAsked,
    Person,
    Provider,
    SigningFacts,
)
from yiyang.rules.packages import Package
from yiyang.signing.errors import PackageUnknown
from yiyang.signing.wording import family_doctor_form

OWN = "OWN"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MemberWish:
    """A person to be signed, with their packages; ``replaces_id`` the agreement renewed or left."""

    person_id: int
    packages: tuple[str, ...]
    way: str = NEW
    replaces_id: int | None = None
    has_agreed: bool = True


@dataclass(frozen=True)
class Wish:
    """What somebody wishes to sign; both hospitals or neither; ``first_day`` None for today."""

    form: str
    years: int
    institution_id: int
    practitioner_id: int
    people: tuple[MemberWish, ...]
    team_id: int | None = None
    district_id: int | None = None
    city_id: int | None = None
    organisation_id: int | None = None
    first_day: date | None = None


def first_day(wish: Wish, today: date) -> date:
    """Return the first day of the agreement wished for.

    Today, or a later day that was wished; where a renewed agreement ends; one left for another
    doctor has lasted a day.
    """
    earliest = max(wish.first_day or today, today)
    for one in wish.people:
        if one.replaces_id is None:
            continue
        held = Member.objects.filter(
            agreement=one.replaces_id, person=one.person_id, slot=FAMILY_DOCTOR
        ).first()
        if held is None:
            continue
        if one.way == RENEW and held.span.upper is not None:
            earliest = max(earliest, held.span.upper)
        if one.way == CHANGE:
            earliest = max(earliest, held.span.lower + ONE_DAY)
    return earliest


def signing_facts(
    wish: Wish, *, asker: str, account_id: int | None, asked_on: date, packages: dict[str, Package]
) -> dict[int, SigningFacts]:
    """Return one fact per person of a wish, by the person's key, in a fixed number of queries.

    Raises:
        PackageUnknown: a package is not in the book.
    """
    since = first_day(wish, asked_on)
    keys = [one.person_id for one in wish.people]
    people = PersonRow.objects.in_bulk(keys)
    held = _held(keys)
    groups = groups_of_all(keys, asked_on)
    signers = signers_of(asker, account_id, keys)
    provider, doctor = _provider(wish), _doctor(wish, since)
    combination = _combination(wish)
    contents = tuple(sorted(family_doctor_form().contents))
    return {
        one.person_id: SigningFacts(
            form=wish.form,
            way=one.way,
            years=wish.years,
            asked_on=asked_on,
            since=since,
            signer=signers[one.person_id],
            people=len(keys),
            provider=provider,
            doctor=doctor,
            person=Person(
                age=age_on(people[one.person_id].born_on, since),
                is_dead=people[one.person_id].died_at is not None,
                groups=tuple(sorted(groups.get(one.person_id, ()))),
                held=held.get(one.person_id, ()),
                has_agreed=one.has_agreed,
            ),
            packages=_packages(one.packages, packages),
            combination=combination,
            replaces=one.replaces_id,
            contents=contents,
        )
        for one in wish.people
    }


def signers_of(asker: str, account_id: int | None, person_ids: Sequence[int]) -> dict[int, str]:
    """Return as what an account signs for each of some people.

    A desk or an organisation as such; otherwise the person themselves, or the relative who
    represents them, or nobody.
    """
    if asker != OWN:
        return dict.fromkeys(person_ids, asker)
    own = Account.objects.filter(pk=account_id).values_list("person_id", flat=True).first()
    represented = set(
        Relative.objects.filter(
            account=account_id, is_representative=True, person__in=person_ids
        ).values_list("person_id", flat=True)
    )
    return {
        key: SELF if key == own else REPRESENTATIVE if key in represented else NOBODY
        for key in person_ids
    }


def age_on(born_on: date | None, day: date) -> int | None:
    """Return somebody's age in whole years on a day, None where the birth is not known."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _held(person_ids: Sequence[int]) -> dict[int, tuple[Held, ...]]:
    rows = (
        Member.objects.filter(person__in=person_ids, agreement__kind=Agreement.Kind.FAMILY_DOCTOR)
        .select_related("agreement")
        .order_by("span", "pk")
    )
    found: dict[int, list[Held]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(
            Held(
                agreement_id=row.agreement_id,
                slot=row.slot,
                institution_id=row.institution_id,
                practitioner_id=row.practitioner_id,
                since=row.span.lower,
                until=row.span.upper,
                state=row.agreement.state,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


def _provider(wish: Wish) -> Provider:
    row = Institution.objects.get(pk=wish.institution_id)
    return Provider(row.pk, row.kind, row.ownership, row.is_open)


def _doctor(wish: Wish, since: date) -> Doctor:
    registered = eligible_doctors(wish.institution_id, since).filter(pk=wish.practitioner_id)
    panel = Panel.objects.filter(practitioner=wish.practitioner_id)
    in_team = of_provider = None
    if wish.team_id is not None:
        in_team = works_in_team(wish.practitioner_id, wish.team_id)
        teams = Institution.objects.filter(pk=wish.institution_id, teams=wish.team_id)
        of_provider = teams.exists()
    return Doctor(
        practitioner_id=wish.practitioner_id,
        is_registered=registered.exists(),
        signed=panel.values_list("signed", flat=True).first() or 0,
        is_in_team=in_team,
        team_is_of_provider=of_provider,
    )


def _combination(wish: Wish) -> tuple[Chosen, ...]:
    chosen = {DISTRICT: wish.district_id, CITY: wish.city_id}
    asked = {slot: key for slot, key in chosen.items() if key is not None}
    if not asked:
        return ()
    asked = {COMMUNITY: wish.institution_id, **asked}
    rows = Institution.objects.in_bulk(list(asked.values()))
    return tuple(
        Chosen(slot, key, rows[key].kind, rows[key].level, rows[key].is_open)
        for slot, key in asked.items()
    )


def _packages(codes: Sequence[str], known: dict[str, Package]) -> tuple[PackageAsked, ...]:
    missing = next((code for code in codes if code not in known), None)
    if missing is not None:
        raise PackageUnknown(package=missing)
    return tuple(PackageAsked(known[c].code, known[c].kind, known[c].groups) for c in codes)


__all__ = [
    "DESK", "ORGANISATION", "OWN", "MemberWish", "Wish", "age_on", "first_day", "signers_of",
    "signing_facts",
]  # fmt: skip
