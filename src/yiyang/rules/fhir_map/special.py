"""Search parameters that no index row answers: words of a resource, and how near a place is.

They are asked of the stored text itself, so they come last, of what all else leaves.
Source: HL7 FHIR R4 (4.0.1), Search (http://hl7.org/fhir/R4/search.html), Location.near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal

from yiyang.rules.fhir_map.asked import NearValue, Value, WordsValue
from yiyang.rules.fhir_map.asked_values import NUMBER, BadValue, plain, split
from yiyang.rules.fhir_map.logic import BadLogic, Scanner, read_whole, tests_in
from yiyang.rules.fhir_map.parameters import Parameter

KIND = "special"
OF_ALL = {code: Parameter(code, KIND, 0, ()) for code in ("_text", "_content")}
OF_TYPE = {"Location": {"near": Parameter("near", KIND, 0, ())}}
METRES = {"m": Decimal(1), "km": Decimal(1000), "[mi_i]": Decimal("1609.344")}  # UCUM
WORD = re.compile(r'[^\s()\[\]"]+')
LONGEST_WORD = 256
MOST_ASKED = 100  # words and places of a search: every text that is left is read for each
NEAR_PARTS = (3, 4)
NORTHMOST, EASTMOST = 90, 180


def special_of(kind: str, code: str) -> Parameter | None:
    """Return a parameter of this module; None where a type has none of this code."""
    return OF_ALL.get(code) or OF_TYPE.get(kind, {}).get(code)


def specials_of(kind: str) -> list[Parameter]:
    """Return all parameters of this module that a type has."""
    return [*OF_ALL.values(), *OF_TYPE.get(kind, {}).values()]


def bare(text: str) -> str:
    """Return a text without accents and capitals, as the words of a resource are compared."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def read_words(text: str) -> Value:
    """Return words joined by "and", "or" and "not"; those beside each other are all wanted.

    Raises:
        BadValue: the text cannot be read, or has no word.
    """
    try:
        return WordsValue(read_whole(plain(text), _word, is_joined=True))
    except BadLogic as fault:
        raise BadValue(fault.code, place=fault.place) from fault


def _word(scanner: Scanner, _: int) -> object:
    found = scanner.quoted()
    if found is None:
        found = scanner.take(WORD)
    word = " ".join(bare(found or "").split())
    if not any(c.isalnum() for c in word):
        raise scanner.bad("SEARCH_EMPTY_VALUE")
    return word[:LONGEST_WORD]


def read_near(text: str) -> Value:
    """Return ``latitude|longitude|distance`` with a unit, kilometres where none is written.

    Raises:
        BadValue: it is no such place, has no distance, or one in a unit that is not known.
    """
    parts = [plain(part).strip() for part in split(text, "|")]
    if len(parts) not in NEAR_PARTS or not all(map(NUMBER.fullmatch, parts[:3])):
        raise BadValue("SEARCH_BAD_NEAR")
    latitude, longitude, distance = map(Decimal, parts[:3])
    unit = METRES.get((parts[3:] or [""])[0] or "km")
    if unit is None or abs(latitude) > NORTHMOST or abs(longitude) > EASTMOST or distance < 0:
        raise BadValue("SEARCH_BAD_NEAR")
    return NearValue(float(latitude), float(longitude), float(distance * unit))


def asked_in(value: Value) -> int:
    """Return how many words or places a value asks for."""
    return tests_in(value.tree) if isinstance(value, WordsValue) else 1


def is_of_words(parameters: Sequence[Parameter]) -> bool:
    """Tell whether a parameter looks for words, which every text must be read for."""
    return parameters[0].code in OF_ALL and parameters[0].kind == KIND


READ: dict[str, Callable[[str], Value]] = {
    "_text": read_words,
    "_content": read_words,
    "near": read_near,
}
