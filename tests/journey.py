"""The journey: a test that enters by a page, HTTP or the command line and leaves a decision.

@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_...(journey):
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    desk.post("/transfers/request/", {...})
    journey.decision_of("placement.evaluate", person=person)
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import orjson
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from tests.conftest import NOW
from tests.world import make_account, make_assignment
from yiyang.access.models import Account, Assignment
from yiyang.decisions.models import Decision
from yiyang.faces import cli
from yiyang.network.models import Institution, Place
from yiyang.people.models import Person

ID = re.compile(rb"""<[^>]*?\sid=["']([^"']+)["']""")
SECOND_FACTOR = "account_authentication_methods"  # allauth's record of this session


@dataclass(frozen=True)
class Answered:
    """What a command answered."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return orjson.loads(self.out)


class SignedIn(Client):
    """A browser: of somebody acting under ``assignment``, or of the public (None)."""

    assignment: Assignment | None = None
    account: Account | None = None
    moment: Callable[[], AbstractContextManager[Any]] = nullcontext  # when it asks

    def __init__(self, journey: Journey) -> None:
        super().__init__()
        self.journey = journey

    def request(self, **request: Any) -> HttpResponse:
        self.journey.entries.append(f"{request['REQUEST_METHOD']} {request['PATH_INFO']}")
        with self.moment():
            answer = super().request(**request)
        _each_label_has_its_field(answer)
        return answer


def _each_label_has_its_field(answer: HttpResponse) -> None:
    """Fail where two fields of a page share an id: the second has no label to who hears it."""
    if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        ids = ID.findall(answer.content)
        assert len(ids) == len(set(ids)), [one for one in set(ids) if ids.count(one) > 1]


class Journey:
    """Entries into the program, and the decisions stored since the journey began."""

    def __init__(self) -> None:
        self.entries: list[str] = []
        self.began_after = self._last_decision()

    def sign_in(
        self,
        role: str,
        *,
        institution: Institution | None = None,
        place: Place | None = None,
        account: Account | None = None,
        person: Person | None = None,
        language: str = "zh-hans",
    ) -> SignedIn:
        """Return a browser signed in with its second factor, acting in ``role``.

        For the whole district unless an institution or place is given; ``person`` is the
        resident that a new account is of.
        """
        account = account or make_account(person=person, language=language)
        assignment = make_assignment(role, account, institution=institution, place=place)
        return self.enter(assignment, language=language)

    def enter(self, assignment: Assignment, *, language: str = "zh-hans") -> SignedIn:
        """Return a browser signed in with its second factor under a role that was given before."""
        account = assignment.account
        client = SignedIn(self)
        client.account, client.assignment = account, assignment
        Authenticator.objects.get_or_create(
            user=account, type=Authenticator.Type.TOTP, defaults={"data": {}}
        )
        client.force_login(account)
        self._remember_second_factor(client)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        return client

    def visit(self, language: str = "zh-hans") -> SignedIn:
        """Return the browser of somebody who has not signed in."""
        client = SignedIn(self)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        return client

    def command(self, *words: str, stdin: str = "") -> Answered:
        """Run ``yiyang WORDS`` in this process, on the test's database."""
        self.entries.append(f"yiyang {' '.join(words)}")
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            patch.object(sys, "stdin", given),
            patch.object(sys, "argv", ["yiyang", *words]),
        ):
            try:
                cli.main()
            except SystemExit as ended:
                code = ended.code
        return Answered(int(code or 0), _text(out), _text(err))

    def entered(self, how: str) -> None:
        """Note an entry that this fixture cannot see, such as a click in a real browser."""
        self.entries.append(how)

    def decision_of(
        self,
        rule: str,
        *,
        person: Person | None = None,
        subject_kind: str | None = None,
        subject_id: int | None = None,
    ) -> Decision:
        """Return the latest decision of ``rule`` stored during this journey; fail without one."""
        asked = {"person_id": person and person.pk, "subject_kind": subject_kind}
        asked["subject_id"] = subject_id
        narrowed = {name: value for name, value in asked.items() if value is not None}
        found = self.decisions(rule).filter(**narrowed).last()
        assert found is not None, f"no decision of {rule} was stored on this journey {narrowed}"
        return found

    def decisions(self, rule: str) -> Any:
        """Return the decisions of ``rule`` stored during this journey, oldest first."""
        return Decision.objects.filter(rule=rule, pk__gt=self.began_after).order_by("pk")

    @staticmethod
    def _last_decision() -> int:
        last = Decision.objects.order_by("-pk").values_list("pk", flat=True).first()
        return last or 0

    @staticmethod
    def _remember_second_factor(client: SignedIn) -> None:
        session = client.session
        session[SECOND_FACTOR] = [{"method": "mfa", "at": NOW.timestamp(), "type": "totp"}]
        session.save()


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()
