"""Institutions and what they can do."""

from __future__ import annotations

from typing import Annotated

from ninja import Path, Query, Router, Schema
from pydantic import Field

from yiyang.access.powers import Power
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.paging import Asked, Key, page
from yiyang.faces.api.words import Named, named, word
from yiyang.network import selectors
from yiyang.network.models import Institution
from yiyang.network.selectors import RegistrySearch

router = Router(tags=["network"])
READ = Door("network.read", Power.SEE_BOARD)
Code = Annotated[str, Field(max_length=32)]


class Search(Schema):
    """What to look for; an empty field asks nothing."""

    text: Annotated[str, Field(max_length=120)] = ""
    kind: Code = ""
    place: Annotated[str, Field(max_length=12, description="A division code, or its head")] = ""
    capability: Code = ""


class InstitutionOut(Schema):
    """One institution."""

    key: int
    code: str
    name_zh: str
    name_en: str
    kind: str
    kind_name: str
    ownership: str
    level: int | None
    place: Named
    address: str
    phone: str
    lon: float
    lat: float
    designated: bool
    is_open: bool


class BedCountOut(Schema):
    """Beds of one kind."""

    kind: str
    total: int
    free: int
    by_state: dict[str, int]


class OneInstitution(InstitutionOut):
    """One institution with what it can do and its beds."""

    medical_way: str
    capabilities: list[str]
    beds: list[BedCountOut]


class Institutions(Schema):
    """A page of institutions."""

    items: list[InstitutionOut]
    next: str | None


@router.get("/institutions", response=Institutions, auth=READ, url_name="api_institutions")
def institutions(request: Request, search: Query[Search], asked: Asked) -> Institutions:
    """The institutions of the district that fit a search, by their key."""
    wanted = RegistrySearch(
        text=search.text, kind=search.kind, place_code=search.place, capability=search.capability
    )
    found = selectors.search_institutions(request.auth.assignment, wanted)
    rows, following = page(found, asked, "pk")
    return Institutions(items=[_told(row) for row in rows], next=following)


@router.get("/institutions/{key}", response=OneInstitution, auth=READ, url_name="api_institution")
def institution(request: Request, key: Path[Key]) -> OneInstitution:
    """One institution: what it can do, and its beds by kind and state."""
    found = selectors.institution_for(request.auth.assignment, key)
    codes = found.capabilities.order_by("code").values_list("code", flat=True)
    beds = [
        BedCountOut(kind=one.kind, total=one.total, free=one.free, by_state=dict(one.by_state))
        for one in selectors.bed_counts(found.pk)
    ]
    whole = _told(found).dict()
    return OneInstitution(
        **whole, medical_way=found.medical_way, capabilities=list(codes), beds=beds
    )


def _told(row: Institution) -> InstitutionOut:
    return InstitutionOut(
        key=row.pk,
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        kind=row.kind,
        kind_name=word(row.kind),
        ownership=row.ownership,
        level=row.level,
        place=named(row.place),
        address=row.address,
        phone=row.phone,
        lon=row.lon,
        lat=row.lat,
        designated=row.designated,
        is_open=row.is_open,
    )
