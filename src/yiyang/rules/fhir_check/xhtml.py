"""Whether a narrative is the harmless XHTML that FHIR allows.

Source: HL7 FHIR R4 (4.0.1), Narrative, invariants txt-1 and txt-2: the elements and attributes of
basic formatting, no script, form, frame or event; and something to read.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

XHTML = "http://www.w3.org/1999/xhtml"
ELEMENTS = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1"
        " h2 h3 h4 h5 h6 hr i img li ol p pre q samp small span strong sub sup table tbody td tfoot"
        " th thead tr tt ul var",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        "title style class id lang xml:lang dir accesskey tabindex span width align valign char"
        " charoff abbr axis headers scope rowspan colspan border frame rules cellpadding"
        " cellspacing summary cite href hreflang src alt longdesc height usemap ismap name"
        " charset type rel rev coords shape xmlns nowrap compact start value bgcolor",
    )
)
SAFE_LINK = re.compile(r"(https?:|mailto:|tel:|data:image/|#|[^:]*$)", re.IGNORECASE)


def faults_of(div: str) -> list[str]:
    """Return the codes of the faults of a narrative's XHTML."""
    reader = _Reader()
    reader.feed(div)
    reader.close()
    faults = set(reader.faults)
    if reader.open or not re.match(r"\s*<div[\s>]", div) or "<!" in div.replace("<!--", ""):
        faults.add("XHTML_BROKEN")
    if not reader.has_content:
        faults.add("XHTML_EMPTY")
    return sorted(faults)


class _Reader(HTMLParser):
    """Reads tags strictly: what is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.has_content = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append("XHTML_BROKEN")

    def handle_data(self, data: str) -> None:
        self.has_content |= bool(data.strip())

    def handle_decl(self, decl: str) -> None:
        self.faults.append("XHTML_BROKEN")

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.has_content |= tag == "img"
        if not self.open and (tag != "div" or dict(attrs).get("xmlns") != XHTML):
            self.faults.append("XHTML_BROKEN")
        if tag not in ELEMENTS:
            self.faults.append("XHTML_FORBIDDEN")
        for name, value in attrs:
            is_link = name in ("href", "src")
            if (name not in ATTRIBUTES and not name.startswith("xmlns")) or (
                is_link and not SAFE_LINK.match((value or "").strip())
            ):
                self.faults.append("XHTML_FORBIDDEN")
