"""Reading people: only those whom an assignment may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import visible_to
from yiyang.kernel.identifiers import is_resident_id, masked_name
from yiyang.people.identifiers import blind_index, normalised
from yiyang.people.models import Identifier, Person

PAGE_SIZE = 50
Scope = Grant.Scope


@dataclass(frozen=True)
class Search:
    """What to look for; ``text`` is a name, its pinyin, or a whole resident id."""

    text: str = ""
    place_code: str = ""
    household: str = ""


@dataclass(frozen=True)
class Listed:
    """One person in a list, with what the reader may see of the name."""

    person: Person
    name: str
    is_open: bool  # whether the reader may see the summary


def visible_people(assignment: Assignment, scope: Scope = Scope.IDENTITY) -> QuerySet[Person]:
    """Return the people an assignment may see in a scope."""
    return Person.objects.filter(visible_to(assignment, scope=scope))


def person_for(assignment: Assignment, person_id: int, *, scope: Scope = Scope.IDENTITY) -> Person:
    """Return a person whom ``assignment`` may see in ``scope``.

    Raises:
        Http404: there is no such person, or they may not be seen; the two look the same.
    """
    return get_object_or_404(
        visible_people(assignment, scope).select_related("place"), pk=person_id
    )


def people_for(assignment: Assignment, search: Search, page: int = 1) -> Page[Person]:
    """Return one page of the people an assignment may see, by pinyin.

    Names of people whose summary may not be seen are hidden but for the first character:
    read them by ``listed``.
    """
    rows = visible_people(assignment).filter(_matches(search), merged_into=None)
    rows = rows.select_related("place")
    return Paginator(rows.order_by("name_key", "pk"), PAGE_SIZE).get_page(page)


def listed(assignment: Assignment, people: list[Person]) -> list[Listed]:
    """Return the people with the names that the reader may see, in two queries at most."""
    full = set(
        visible_people(assignment, Scope.SUMMARY)
        .filter(pk__in=[p.pk for p in people])
        .values_list("pk", flat=True)
    )
    return [
        Listed(p, p.name if p.pk in full else masked_name(p.name), p.pk in full) for p in people
    ]


def shown_name(assignment: Assignment, person: Person) -> str:
    """Return the name of one person as the reader may see it."""
    return listed(assignment, [person])[0].name


def shown_names(assignment: Assignment, people: list[Person]) -> dict[int, str]:
    """Return the names of several people as the reader may see them, by the person's key."""
    return {each.person.pk: each.name for each in listed(assignment, people)}


def person_by_identifier(system: str, value: str, issuer: str = "") -> int | None:
    """Return the key of the person known by an identifier, or None.

    For services that link records; a page finds people by ``people_for``.
    """
    found = Identifier.objects.filter(blind_index=blind_index(system, issuer, value))
    return found.values_list("person_id", flat=True).first()


def _matches(search: Search) -> Q:
    condition = Q()
    text = search.text.strip()
    if is_resident_id(normalised("RESIDENT_ID", text)):
        condition &= Q(identifiers__blind_index=blind_index("RESIDENT_ID", "", text))
    elif text.isascii() and text:
        words = " ".join(text.casefold().split())  # from the beginning of any word of the name
        condition &= Q(name_key__startswith=words) | Q(name_key__contains=f" {words}")
    elif text:
        condition &= Q(name__contains=text)
    if search.place_code:
        condition &= Q(place__code__within=search.place_code)
    if search.household:
        condition &= Q(household=search.household)
    return condition
