"""The agreement as a PDF in both languages: the same words always give the same bytes.

Chinese is set in ``STSong-Light``, one of the Adobe-GB1 fonts that every reader of PDF brings or
replaces; no font file is shipped or looked for (docs/decisions/110).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from yiyang.kernel.messages import Text

CHINESE = "STSong-Light"
LATIN = "Helvetica"
MARGIN = 20 * mm
GREY = "#666666"
RULE = "#bbbbbb"


@dataclass(frozen=True)
class Clause:
    """A section of the agreement as it is printed."""

    title: Text
    text: tuple[Text, ...]


@dataclass(frozen=True)
class Listing:
    """A table: a heading, the names of its columns, its rows."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...]  # millimetres


@dataclass(frozen=True)
class Paper:
    """Everything that stands on an agreement."""

    title: Text
    number: str
    form_version: str
    preamble: Text
    clauses: tuple[Clause, ...]
    listings: tuple[Listing, ...]
    closing: tuple[Text, ...]


def printed(paper: Paper) -> bytes:
    """Return the PDF of an agreement; equal papers give equal bytes, so a digest names them."""
    _register()
    into = BytesIO()
    document = SimpleDocTemplate(
        into, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=f"{paper.title.zh} {paper.number}", invariant=1, lang="zh-CN",
    )  # fmt: skip

    def foot(canvas: Canvas, _document: SimpleDocTemplate) -> None:
        canvas.setFont(CHINESE, 8)
        canvas.drawString(MARGIN, MARGIN / 2, f"{paper.number} · {paper.form_version}")
        canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, str(canvas.getPageNumber()))

    document.build(list(_story(paper)), onFirstPage=foot, onLaterPages=foot)
    return into.getvalue()


def _register() -> None:
    if CHINESE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


def _style(name: str, size: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=CHINESE, fontSize=size, leading=size * 1.5, **more)


def _story(paper: Paper) -> Iterator[Flowable]:
    head = _style("head", 18, alignment=1, spaceAfter=2)
    plain = _style("plain", 10.5, wordWrap="CJK", spaceAfter=2)
    yield Paragraph(escape(paper.title.zh), head)
    yield Paragraph(_latin(paper.title.en), _style("under", 12, alignment=1, spaceAfter=6))
    yield Paragraph(escape(paper.number), _style("number", 9, alignment=1, spaceAfter=10))
    yield from _both(paper.preamble, plain)
    for number, clause in enumerate(paper.clauses, 1):
        yield Paragraph(f"{number}. {_heading(clause.title)}", _heading_style())
        for text in clause.text:
            yield from _both(text, plain)
    for listing in paper.listings:
        yield Paragraph(_heading(listing.title), _heading_style())
        yield _table(listing)
        yield Spacer(1, 6)
    for text in paper.closing:
        yield from _both(text, plain)


def _heading_style() -> ParagraphStyle:
    return _style("heading", 12, spaceBefore=8, spaceAfter=3, keepWithNext=1)


def _heading(title: Text) -> str:
    return f"{escape(title.zh)}　{_latin(title.en)}"


def _latin(text: str) -> str:
    """Words that are all Latin stand in a Latin face; names in Chinese keep the Chinese one."""
    safe = escape(text)
    return f'<font name="{LATIN}">{safe}</font>' if text.isascii() else safe


def _both(text: Text, style: ParagraphStyle) -> Sequence[Flowable]:
    small = _style("english", 8.5, textColor=GREY, spaceAfter=4)
    return Paragraph(escape(text.zh), style), Paragraph(_latin(text.en), small)


def _table(listing: Listing) -> Table:
    cell = _style("cell", 9, wordWrap="CJK")
    rows = [[_cell(text, cell) for text in row] for row in (listing.columns, *listing.rows)]
    table = Table(rows, colWidths=[width * mm for width in listing.widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, RULE),
                ("BACKGROUND", (0, 0), (-1, 0), "#eeeeee"),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return table


def _cell(text: Text, style: ParagraphStyle) -> Paragraph:
    if text.zh == text.en:
        return Paragraph(escape(text.zh), style)
    english = f'<font size="7.5" color="{GREY}">{_latin(text.en)}</font>'
    return Paragraph(f"{escape(text.zh)}<br/>{english}", style)
