"""Names as they are sorted, searched and hidden."""

from __future__ import annotations


def name_key(name: str) -> str:
    """Return the key by which a name sorts and is searched: 张桂英 is ``zhang gui ying``."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 -- its tables take 0.4 s to load

    return " ".join(lazy_pinyin(name.strip())).casefold()[:240]
