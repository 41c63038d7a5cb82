"""Which stored resources belong to a sensitive category: by their codes or by their label.

Source: HZ-13; IHE PCF (SlsSensitive value sets); ``consents.categories``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from yiyang.policy.book import Reading

KEY = "consents.categories"


def pattern_of(categories: Iterable[str], reading: Reading) -> str:
    """Return the regular expression that the text of a resource of these categories holds.

    It finds a security label of the category itself, or a code of ICD-10 or ATC under one of
    its prefixes, wherever it stands in the resource.  What is said in words alone it cannot find.

    Raises:
        KeyError: the book has no such category.
    """
    table = reading.table(KEY)
    labels: list[str] = []
    prefixes: list[str] = []
    for category in categories:
        labels.append(re.escape(category))
        prefixes.extend(re.escape(prefix) for prefix in table[category])
    codes = "|".join(sorted(set(prefixes)))
    return f'"code":"({"|".join(sorted(labels))}|({codes})[0-9A-Z.]*)"'
