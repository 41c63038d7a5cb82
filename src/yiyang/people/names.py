"""Names as they are sorted, searched and hidden."""

from __future__ import annotations

from pypinyin import lazy_pinyin


def name_key(name: str) -> str:
    """Return the key by which a name sorts and is searched: 张桂英 is ``zhang gui ying``."""
    return " ".join(lazy_pinyin(name.strip())).casefold()[:240]
