"""Conditions on the stored text of one resource: its words, and the place it stands at.

No index row answers these: each text is read, so they come behind what an index answers.
"""

from __future__ import annotations

import re

from yiyang.record.selectors.search.fragments import Piece, any_of, every, negated
from yiyang.rules.fhir_map.asked import NearValue, Test, WordsValue
from yiyang.rules.fhir_map.logic import Every, No, Some

EARTH_RADIUS = 6_371_008.8  # metres, mean (IUGG)
# As ``special.bare`` does it: no case, and none of the marks that letters are put together with.
MARKS = "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u3099\\u309a\\ufe20-\\ufe2f"
BARE = "lower(regexp_replace(normalize({text}, NFKD), '[" + MARKS + "]', '', 'g'))"
# Without a narrative nothing is said, and so none of the words either.
SAID = "regexp_replace(coalesce({r}.body::jsonb #>> '{{text,div}}', ''), '<[^>]*>', ' ', 'g')"
ENTITIES = (("&nbsp;", " "), ("&#160;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'))
HELD = (
    "(select string_agg(x #>> '{{}}', chr(10)) from jsonb_path_query("
    "({r}.body::jsonb - 'resourceType') #- '{{text,div}}', "
    '\'strict $.** ? (@.type() == "string" || @.type() == "number")\') x)'
)
WORD_SIGN = re.compile(r"[a-z0-9]")
METRES = (
    "{radius} * 2 * asin(least(1, sqrt(greatest(0, power(sin(radians(y - %s) / 2), 2) "
    "+ cos(radians(%s)) * cos(radians(y)) * power(sin(radians(x - %s) / 2), 2)))))"
)


def body_holds(test: Test, r: str) -> Piece:
    """Return the condition that the text of the resource ``r`` holds what a test asks for."""
    values = test.values
    if test.code == "near":
        return _near([v for v in values if isinstance(v, NearValue)], r)
    said = _plain(SAID.format(r=r))
    text = said if test.code == "_text" else f"concat_ws(chr(10), {HELD.format(r=r)}, {said})"
    found = any_of(_words(v.tree) for v in values if isinstance(v, WordsValue))
    inside = f"select {BARE.format(text=text)} as t offset 0"  # made once for all the words
    return Piece(f"(select {found.text} from ({inside}) said)", found.values)


def _plain(text: str) -> str:
    for sign, letter in ENTITIES:
        text = f"replace({text}, '{sign}', '{letter}')"
    return f"replace({text}, '&amp;', '&')"


def _words(tree: object) -> Piece:
    if isinstance(tree, Every):
        return every(_words(one) for one in tree.parts)
    if isinstance(tree, Some):
        return any_of(_words(one) for one in tree.parts)
    if isinstance(tree, No):
        return negated(_words(tree.part))
    return _word(str(tree))


def _word(word: str) -> Piece:
    """Return the condition that a word of ``t`` begins so; Chinese has no gaps between words."""
    pattern = r"\s+".join(re.sub(r"(\W)", r"\\\1", part) for part in word.split())
    is_spelt = WORD_SIGN.match(word) is not None
    return Piece("t ~ %s", (f"(^|[^a-z0-9]){pattern}" if is_spelt else pattern,))


def _near(values: list[NearValue], r: str) -> Piece:
    found = any_of(
        Piece(
            f"{METRES.format(radius=EARTH_RADIUS)} <= %s",
            (v.latitude, v.latitude, v.longitude, v.metres),
        )
        for v in values
    )
    place = (
        f"select ({r}.body::jsonb #>> '{{position,latitude}}')::float8 as y, "
        f"({r}.body::jsonb #>> '{{position,longitude}}')::float8 as x offset 0"
    )
    # Both are asked for: what is unknown would pass through least and greatest as no distance.
    stands = f"({place}) stands where y is not null and x is not null"
    return Piece(f"coalesce((select {found.text} from {stands}), false)", found.values)
