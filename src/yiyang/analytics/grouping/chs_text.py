"""The printed lists of CHS-DRG 1.1, read from the published text: each section's own codes.

A line ``MDCx name`` or ``ADRG name`` opens a section, a sentence opens a list, every other line is
``code name``.  Only the lists are read here; which rule joins them stands in the tables.

Source: the published text of the groups (4_ADRG_DETAIL).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_SECTION = re.compile(r"(MDC[A-Z]|[A-Z]{2}[0-9]) (.+)")
_CODE = re.compile(r"([A-Z][0-9]{2}\.[^ ]*|[0-9]{2}\.[^ ]*) .+")
_MAIN_LIST = "主诊表"
_REGION = re.compile(r"(头颈部|胸部|腹部|泌尿系统|生殖系统|躯干、脊柱|上肢|下肢|骨盆)创伤")


@dataclass
class Section:
    """The codes printed under one MDC or ADRG, with those of each body region apart."""

    diagnoses: set[str] = field(default_factory=set)
    operations: set[str] = field(default_factory=set)
    regions: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Odd:
    """A line that is neither a section nor a sentence nor a code."""

    number: int


def read_printed(lines: Iterable[str]) -> tuple[dict[str, Section], list[Odd]]:
    """Return the sections by MDC and ADRG code, and the lines that are none of the known forms."""
    sections: dict[str, Section] = {}
    odd: list[Odd] = []
    here = Section()
    region: set[str] | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        section = _SECTION.fullmatch(line)
        if section is not None:
            here = sections.setdefault(section[1], Section())
            region = None
        elif _REGION.fullmatch(line):
            region = here.regions.setdefault(line, set())
        elif code := _CODE.fullmatch(line):
            listed = here.diagnoses if code[1][0].isalpha() else here.operations
            listed.add(code[1])
            if region is not None:
                region.add(code[1])
        elif line and not _is_sentence(line):
            odd.append(Odd(number))
    return sections, odd


def _is_sentence(line: str) -> bool:
    words = ("包含", "全部手术", "手术", "和", "主要诊断", "符合")
    return line.endswith((_MAIN_LIST, "：")) or line.startswith(words) or line.startswith("或包含")
