"""A cooperation contract as the parties sign it: the same terms always give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from yiyang.agreements.models import Version
from yiyang.kernel.messages import Catalogue, load_package_texts
from yiyang.kernel.money import yuan_from_fen
from yiyang.network.models import Institution
from yiyang.rules.cooperation import ContractItem

PACKAGE = Path(__file__).parents[1]
CHINESE = "STSong-Light"  # every reader of PDF brings or replaces it; no font file is shipped
SIZE, LEADING, MARGIN = 10.5, 17, 20 * mm
COUNTED_IN = ("bed", "minute")
LANGUAGE = "zh-hans"  # the language of the contract; the pages show it in both


@dataclass(frozen=True)
class Paper:
    """What stands in a contract: ``version`` 1, or the number of the amendment."""

    number: str
    version: int
    variety: str
    parties: Sequence[tuple[str, Institution]]  # the side, and who stands on it
    since: date
    until: date
    applies_from: date
    items: Sequence[ContractItem]
    dispute: str
    responsibility: str


def paper_of(version: Version, items: Sequence[ContractItem]) -> Paper:
    """Return what stands in a version of a contract, with its items."""
    agreement = version.agreement
    parties = agreement.parties.select_related("institution").order_by("role", "pk")
    return Paper(
        number=agreement.number,
        version=version.number,
        variety=agreement.variety,
        parties=[(p.role, p.institution) for p in parties],
        since=agreement.span.lower,
        until=agreement.span.upper,
        applies_from=version.since,
        items=items,
        dispute=version.dispute,
        responsibility=version.responsibility,
    )


def contract_text(paper: Paper) -> str:
    """Return the words of the contract, its items in the order of their codes."""
    return "\n".join([*_head(paper), *_items(paper), *_foot(paper)])


def printed(paper: Paper) -> bytes:
    """Return the PDF that is signed; equal papers give equal bytes, so a digest names them."""
    if CHINESE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    style = ParagraphStyle(
        "plain", fontName=CHINESE, fontSize=SIZE, leading=LEADING, wordWrap="CJK"
    )
    into = BytesIO()
    document = SimpleDocTemplate(
        into, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=paper.number, invariant=1, lang="zh-CN",
    )  # fmt: skip
    lines = contract_text(paper).splitlines()
    document.build([Paragraph(escape(one), style) if one else Spacer(1, LEADING) for one in lines])
    return into.getvalue()


def _head(paper: Paper) -> list[str]:
    what = (
        "医养签约合作协议" if paper.version == 1 else f"医养签约合作补充协议（第{paper.version}版）"
    )
    parties = [
        f"{_label(f'PARTY_{side}')}：{one.name_zh}（{one.code}）" for side, one in paper.parties
    ]
    return [
        what,
        f"编号：{paper.number}",
        f"类型：{_label(f'COOPERATION_{paper.variety}')}",
        *parties,
        f"期限：{paper.since.isoformat()} 至 {paper.until.isoformat()}（不含当日）",
        f"本版自 {paper.applies_from.isoformat()} 起适用",
        "",
    ]


def _items(paper: Paper) -> list[str]:
    services = [item for item in paper.items if not item.is_duty]
    duties = [item for item in paper.items if item.is_duty]
    lines = ["一、服务项目、价格与费用分担"]
    lines += [f"{n}. {_service(item)}" for n, item in enumerate(_sorted(services), 1)]
    lines += ["二、义务"]
    lines += [
        f"{n}. {_label(item.code)}{_count(item)}" for n, item in enumerate(_sorted(duties), 1)
    ]
    return lines


def _service(item: ContractItem) -> str:
    price = f"每次 {yuan_from_fen(item.price_fen)} 元" if item.price_fen else "不收费"
    shares = "，".join(f"{_label(payer)} {parts} 份" for payer, parts in sorted(item.shares))
    return f"{_label(item.code)}（{item.code}）：{price}{_count(item)}" + (
        f"；分担：{shares}" if shares else ""
    )


def _count(item: ContractItem) -> str:
    if item.quantity is None:
        return ""
    unit = _label(f"COUNTED_IN_{item.unit}") if item.unit in COUNTED_IN else ""
    return f"；数量 {item.quantity}{unit}"


def _foot(paper: Paper) -> list[str]:
    return [
        "三、责任与保险",
        paper.responsibility,
        "四、争议解决",
        _label(f"DISPUTE_{paper.dispute}"),
    ]


def _sorted(items: Sequence[ContractItem]) -> list[ContractItem]:
    return sorted(items, key=lambda item: item.code)


@lru_cache(maxsize=1)
def _catalogue() -> Catalogue:
    return load_package_texts(PACKAGE)


def _label(code: str) -> str:
    return _catalogue().label(code, LANGUAGE)
