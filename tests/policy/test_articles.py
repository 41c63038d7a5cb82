"""Where a line stands in an act is told in the reader's language, where it is told in words."""

import re

from yiyang.faces.wording import catalogue
from yiyang.policy.loader import shipped_book
from yiyang.rules.instruments.loader import instruments

WORD = re.compile(r"[a-z]{3}")


def test_every_article_in_words_has_both_languages() -> None:
    cited = {line.authority.article for line in shipped_book().lines}
    cited |= {scale.authority.article for scale in instruments()}
    worded = {article for article in cited if WORD.search(article)}
    assert {"annex", "chart 1"} <= worded
    assert not {article for article in worded if article not in catalogue().texts}
