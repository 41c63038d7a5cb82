"""A settlement as a statement: each yuan with who pays it, of what, and on whose authority."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from yiyang.claims.care_selectors import Unclaimed, care_month_of, not_claimed
from yiyang.claims.facts import line_facts
from yiyang.claims.models import Bearing, Claim, ClaimLine, Settlement
from yiyang.claims.selectors import Otherwise, otherwise, standing
from yiyang.claims.services.paying import owed_on_claim
from yiyang.decisions.book import BookLost
from yiyang.decisions.models import Decision
from yiyang.decisions.replay import lines_read
from yiyang.faces.web.templatetags.yiyang_text import catalogue
from yiyang.policy.book import Line
from yiyang.rules.adjudication.lines import split_line
from yiyang.rules.adjudication.terms import DEDUCTIBLE, FUNDS


@dataclass(frozen=True)
class Share:
    """What one layer bears, and why: the line of the book, its act, how good its evidence is."""

    layer: str
    fen: int
    base_fen: int
    percent: str
    title: str
    act: str
    article: str
    mark: str
    is_fund: bool


@dataclass(frozen=True)
class Item:
    """One line of the claim and its parts, in fen."""

    line: ClaimLine
    outside_fen: int
    above_limit_fen: int
    first_self_pay_fen: int
    in_scope_fen: int


@dataclass(frozen=True)
class Statement:
    """One claim as a person reads it; without a settlement only its lines."""

    claim: Claim
    settlement: Settlement | None
    shares: tuple[Share, ...]
    deductible: Share | None
    items: tuple[Item, ...]
    reasons: tuple[str, ...]
    otherwise: Otherwise | None
    owed_fen: int
    left_out: tuple[Unclaimed, ...] = ()  # acts of care of the month that are not claimed


def statement_of(claim: Claim, language: str) -> Statement:
    """Return the statement of a claim; whoever calls has checked who may see it."""
    month = care_month_of(claim)
    told = _statement(claim, language)
    return (
        told
        if month is None
        else replace(told, left_out=tuple(not_claimed(month, claim.institution_id)))
    )


def _statement(claim: Claim, language: str) -> Statement:
    made = standing(claim)
    lines = list(claim.lines.order_by("number"))
    if made is None:
        items = tuple(Item(line, 0, 0, 0, 0) for line in lines)
        return Statement(claim, None, (), None, items, (), None, owed_on_claim(claim))
    cited = _cited(made.decision)
    shares = [_share(one, cited.get(one.key), language) for one in made.bearings.order_by("place")]
    parts = _parts(made.decision, lines)
    return Statement(
        claim=claim,
        settlement=made,
        shares=tuple(one for one in shares if one.layer != DEDUCTIBLE),
        deductible=next((one for one in shares if one.layer == DEDUCTIBLE), None),
        items=tuple(_item(line, part) for line, part in zip(lines, parts, strict=True)),
        reasons=() if claim.is_insured_elsewhere else tuple(made.decision.result["reasons"]),
        otherwise=None if claim.is_insured_elsewhere else otherwise(made.decision),
        owed_fen=owed_on_claim(claim),
    )


def _parts(decision: Decision, lines: list[ClaimLine]) -> list[dict[str, int]]:
    """Return each line apart: as it was decided, or by the catalogue here where a node told it."""
    if "lines" in decision.result:
        found: list[dict[str, int]] = decision.result["lines"]
        return found
    return [vars(split_line(line_facts(line))) for line in lines]


def _cited(decision: Decision) -> dict[str, Line]:
    try:
        return {line.key: line for line in lines_read(decision)}
    except BookLost:
        return {}


def _item(line: ClaimLine, part: dict[str, int]) -> Item:
    return Item(
        line,
        part["outside_fen"],
        part["above_limit_fen"],
        part["first_self_pay_fen"],
        part["in_scope_fen"],
    )


def _share(one: Bearing, line: Line | None, language: str) -> Share:
    texts = catalogue()
    by = f"BY_{one.key.upper().replace('.', '_')}"
    if by not in texts.texts:
        by = "BY_OTHER_NODE"  # its book, not ours
    mark = line.mark if line else one.mark
    return Share(
        layer=one.layer,
        fen=one.fen,
        base_fen=one.base_fen,
        percent=_plain(one.percent),
        title=line.title.in_language(language) if line else texts.label(by, language),
        act=line.authority.title.in_language(language) if line else one.act,
        article=line.authority.article if line else "",
        mark=texts.label(f"MARK_{mark.upper()}", language) if mark else "",
        is_fund=one.layer in FUNDS,
    )


def _plain(percent: Decimal) -> str:
    """Return 85.0000 as 85."""
    return f"{percent.normalize():f}"
