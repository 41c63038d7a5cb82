"""Identifiers that carry a check digit.  Each function tells whether one is well formed."""

from __future__ import annotations

import re
from datetime import date

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
DISTRICT_DIGITS = 6  # of a division code, that name its district (GB/T 2260)
COUNTRY = "CN"


def begins(code: str) -> str:
    """Return what the division codes of all places within one begin with (GB/T 2260).

    A province or a city ends in zeros, which its districts have not: 310000, 310106.  The
    country's code is begun by nothing, so that every code lies in it.
    """
    if code == COUNTRY:
        return ""
    if len(code) != DISTRICT_DIGITS:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def lies_in(code: str, place: str) -> bool:
    """Tell whether a division code is that of a place or of one that lies in it."""
    return code.startswith(begins(place))


def resident_check_character(first_17: str) -> str:
    """Return the eighteenth character of a resident id.  Source: GB 11643 (MOD 11-2)."""
    total = sum(w * int(d) for w, d in zip(RESIDENT_WEIGHTS, first_17, strict=True))
    return RESIDENT_CHECKS[total % 11]


def is_resident_id(text: str) -> bool:
    """Tell whether ``text`` is a citizen id with a real date of birth.  Source: GB 11643."""
    if not re.fullmatch(r"[1-9]\d{16}[0-9X]", text):
        return False
    return born_on(text) is not None and resident_check_character(text[:17]) == text[17]


def born_on(resident_id: str) -> date | None:
    """Return the date of birth in a resident id, or None when it is no date."""
    try:
        return date(int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14]))
    except ValueError:
        return None


def is_male(resident_id: str) -> bool:
    """Tell the sex in a resident id: the seventeenth digit is odd for men (GB 11643)."""
    return int(resident_id[16]) % 2 == 1


def credit_check_character(first_17: str) -> str:
    """Return the last character of a unified social credit code.  Source: GB 32100-2015."""
    values = (CREDIT_ALPHABET.index(c) for c in first_17)
    total = sum(w * v for w, v in zip(CREDIT_WEIGHTS, values, strict=True))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def is_credit_code(text: str) -> bool:
    """Tell whether ``text`` is a unified social credit code.  Source: GB 32100-2015."""
    if not re.fullmatch(f"[{CREDIT_ALPHABET}]{{2}}\\d{{6}}[{CREDIT_ALPHABET}]{{10}}", text):
        return False
    return credit_check_character(text[:17]) == text[17]


def is_organisation_code(text: str) -> bool:
    """Tell whether ``text`` is a nine-character organisation code.  Source: GB 11714."""
    if not re.fullmatch(r"[0-9A-Z]{8}-?[0-9X]", text):
        return False
    code = text.replace("-", "")
    values = (int(c, 36) for c in code[:8])
    check = 11 - sum(w * v for w, v in zip(ORGANISATION_WEIGHTS, values, strict=True)) % 11
    return code[8] == ("X" if check == 10 else "0" if check == 11 else str(check))  # noqa: PLR2004 -- GB 11714's own two special cases


def masked_name(text: str) -> str:
    """Return a name with all but its first character hidden: 张*."""
    return text[:1] + "*" * max(1, len(text) - 1) if text else ""
