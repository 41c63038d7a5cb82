"""Whoever signs in to the demonstration can follow every link that they are shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import resolve
from django.utils import timezone

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from yiyang.access.models import Assignment, Grant
from yiyang.demo.district import District
from yiyang.demo.sign_ins import sign_ins

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
LANGUAGES = ("zh-hans", "en")
EACH_PAGE = len(LANGUAGES)  # so many of the pages of one kind: two institutions, two people
ELSEWHERE = ("/accounts/logout/", "/static/")
PHONE = "/phone/"  # everybody's messages: each is opened by whom it went to
REDIRECT = 302
OPEN = (200, REDIRECT)


def test_no_link_that_somebody_is_shown_leads_into_a_fault(
    whole: District, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    # Who sees whom goes by the database's own clock: what was open then stays so.
    Grant.objects.filter(span__contains=NOW).update(span=DateTimeTZRange(NOW, None))
    faults: list[str] = []
    followed: Counter[str] = Counter()
    for shown in sign_ins():
        username = str(shown["username"])
        for assignment in Assignment.objects.filter(account__username=username):
            client = journey.enter(assignment)
            client.raise_request_exception = False
            for shown_on, path, status in walked(client, assignment.pk):
                followed[username] += 1
                if status not in OPEN:
                    faults.append(f"{username} {path}, shown on {shown_on}: {status}")
    assert "\n".join(faults) == ""
    assert min(followed.values()) > 5, followed


def walked(client: SignedIn, first: int) -> Iterator[tuple[str, str, int]]:
    """Yield where a link is shown, the link, and how it answers: all that ``/`` leads to.

    The pages of a kind are read in each language in turn, beginning with another for each reader.
    """
    waiting, seen, kinds = [("", "/")], {"/"}, Counter[str]()
    while waiting:
        shown_on, path = waiting.pop(0)
        kind = resolve(path.partition("?")[0]).route
        kinds[kind] += 1
        if kinds[kind] > EACH_PAGE:
            continue
        language = LANGUAGES[(first + kinds[kind]) % len(LANGUAGES)]
        answer = client.get(path, headers={"accept-language": language})
        yield shown_on, path, answer.status_code
        leads = [answer["Location"]] if answer.status_code == REDIRECT else []
        if "text/html" in answer.get("Content-Type", "") and path != PHONE:
            leads += map(unescape, LINK.findall(answer.content.decode()))
        for link in leads:
            if link not in seen and not link.startswith(ELSEWHERE):
                seen.add(link)
                waiting.append((path, link))
