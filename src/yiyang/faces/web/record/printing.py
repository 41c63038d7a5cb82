"""The summary as a PDF in large type, one section after another."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from yiyang.faces.wording import label_in
from yiyang.rules.fhir_map.sheet import Sheet, SheetSection

CHINESE = "STSong-Light"  # every reader of PDF brings or replaces it; no font file is shipped
MARGIN = 18 * mm
FOOT = 11
# Large print: 16 points at the least.
PLAIN = ParagraphStyle("plain", fontName=CHINESE, fontSize=16, leading=24, wordWrap="CJK")
TITLE = ParagraphStyle("title", PLAIN, fontSize=24, leading=32, spaceAfter=6)
HEAD = ParagraphStyle("head", PLAIN, fontSize=19, leading=28, spaceBefore=8, keepWithNext=1)


def printed(sheet: Sheet, language: str) -> bytes:
    """Return a sheet as PDF; the same sheet in the same language gives the same bytes."""
    if CHINESE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    pages = _built(sheet, language, of=0)[1]
    return _built(sheet, language, of=pages)[0]


def _built(sheet: Sheet, language: str, *, of: int) -> tuple[bytes, int]:
    """Return the PDF and how many pages it has; ``of`` is that number as its feet say it."""
    into = BytesIO()
    paper = SimpleDocTemplate(
        into, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=_("Patient summary"), invariant=1, lang=language,
    )  # fmt: skip

    def foot(canvas: Canvas, _document: SimpleDocTemplate) -> None:
        """Say whose sheet a page belongs to: pages come apart."""
        page = _("page %(page)s of %(of)s") % {"page": canvas.getPageNumber(), "of": of}
        canvas.setFont(CHINESE, FOOT)
        canvas.drawString(MARGIN, MARGIN / 2, " · ".join((sheet.name, sheet.number, page)))

    flow = [*_head(sheet, language), *_body(sheet, language)]
    paper.build(flow, onFirstPage=foot, onLaterPages=foot)
    return into.getvalue(), paper.page


def _head(sheet: Sheet, language: str) -> list[Flowable]:
    who = " · ".join(filter(None, (label_in(f"SEX_{sheet.sex}", language), sheet.born_on)))
    return [
        Paragraph(escape(f"{_('Patient summary')} {sheet.name}"), TITLE),
        Paragraph(escape(who), PLAIN),
        Paragraph(escape(f"{_('Made on')} {sheet.at}"), PLAIN),
    ]


def _body(sheet: Sheet, language: str) -> list[Flowable]:
    return [line for section in sheet.sections for line in _section(section, language)]


def _section(section: SheetSection, language: str) -> list[Flowable]:
    lines = section.lines(language) or (_("Nothing is recorded."),)
    rest = _("Only the newest are listed; earlier ones stand in the record.")
    return [
        Paragraph(escape(section.title(language)), HEAD),
        *(Paragraph(escape(line), PLAIN, bulletText="•") for line in lines),
        *([Paragraph(escape(rest), PLAIN)] if section.is_cut else []),
    ]
