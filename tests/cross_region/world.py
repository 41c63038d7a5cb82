"""Jing'an, where care is given, and Pudong, where the person is insured, in one database."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.claims.conftest import DAY, LINES, YUAN
from tests.conftest import NOW
from tests.exchange.world import HERE, RESIDENT_ID, THERE, Nodes
from tests.world import BEGAN, make_grant, make_institution, make_person
from yiyang.accounts.selectors import balance
from yiyang.audit.services import PROGRAM
from yiyang.cases.models import Case
from yiyang.claims.models import Claim
from yiyang.claims.services import Asked, InsuredAs, insure, receive_claim
from yiyang.cross_region.models import AwayFiling, AwaySettlement, Role
from yiyang.cross_region.services.asking import ask_settle, open_settlement
from yiyang.decisions.models import Decision
from yiyang.exchange.models import Node, Sent
from yiyang.exchange.services import Partner, add_institution
from yiyang.network.models import Institution
from yiyang.people.models import Identifier
from yiyang.people.services import add_identifier

__all__ = ["DAY", "HERE", "THERE", "TODAY", "YUAN", "Two"]
TODAY = date(2026, 3, 2)  # of NOW


class Two:
    """Two nodes that have agreed on settlement, a hospital here, somebody insured there."""

    def __init__(self, folder: Path) -> None:
        self.nodes = Nodes(folder, at=NOW)
        self.at = self.nodes.at
        for node in Node.objects.all():
            node.contents = [*node.contents, "SETTLEMENT"]
            node.save()
        self.pudong = Node.objects.get(code=THERE)  # as seen from here
        self.jingan = Node.objects.get(code=HERE)  # as seen from there
        self.hospital = make_institution("HOSPITAL", code="H31", level=3, designated=True)
        partner = Partner("H31", "静安医院", "Jing'an Hospital", "HOSPITAL", 3, 121.4, 31.2)
        with self.nodes.there():
            add_institution(node_id=self.jingan.pk, partner=partner, by=PROGRAM, at=self.at)
        self.person = make_person("李素珍", born_on=date(1940, 3, 15))
        make_grant(self.person, self.hospital)
        add_identifier(
            person_id=self.person.pk,
            system=Identifier.System.RESIDENT_ID,
            value=RESIDENT_ID,
            by=PROGRAM,
            at=self.at,
        )
        told = InsuredAs(insurance="EMPLOYEE", status="IN_SERVICE", since=date(2020, 1, 1))
        insure(person_id=self.person.pk, told=told, by=PROGRAM, at=self.at)

    def file(self, kind: str = "LONG_TERM", since: date = date(2026, 1, 1)) -> AwayFiling:
        """Return a filing in force at the node of insurance."""
        case = Case.objects.create(
            kind="AWAY_FILING", flow_version="1", state="AWAY_IN_FORCE", person=self.person,
            urgency="PLANNED", opened_at=BEGAN,
        )  # fmt: skip
        decision = Decision.objects.order_by("-pk").first() or self.decision()
        return AwayFiling.objects.create(
            case=case, person=self.person, kind=kind, node=self.jingan, since=since,
            span=DateRange(since, None, "[)"), decision=decision, asked_at=BEGAN,
        )  # fmt: skip

    def decision(self) -> Decision:
        return Decision.objects.create(
            rule="cross_region.file", rule_version="1", book_digest="", day=DAY, place=HERE,
            strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
            subject_kind="person", subject_id=self.person.pk, made_at=self.at,
        )  # fmt: skip

    def claim(self, source: str = "H1", through: str = THERE, **columns: Any) -> Claim:
        """Return the worked claim of the sheet, of somebody insured there."""
        given = {
            "person_id": self.person.pk, "institution_id": self.hospital.pk, "source": source,
            "kind": "INPATIENT", "begun_on": date(2026, 2, 15), "ended_on": DAY, "lines": LINES,
        }  # fmt: skip
        asked = Asked(**(given | columns))
        return receive_claim(asked=asked, by=PROGRAM, at=self.at, through=through)

    def opened(self, source: str = "H1", **columns: Any) -> AwaySettlement:
        claim = self.claim(source, **columns)
        return open_settlement(claim=claim, by=PROGRAM, at=self.at)

    def asked(self, source: str = "H1", **columns: Any) -> AwaySettlement:
        """Return a settlement that has been asked for."""
        row = self.opened(source, **columns)
        ask_settle(settlement=row, by=PROGRAM, at=self.at)
        row.refresh_from_db()
        return row

    def settled(self, source: str = "H1", **columns: Any) -> AwaySettlement:
        """Return a settlement that both nodes have booked."""
        row = self.asked(source, **columns)
        self.deliver()
        row.refresh_from_db()
        assert row.state == "SETTLED", row.reasons
        return row

    def deliver(self) -> str:
        return self.nodes.deliver(NOW)

    @staticmethod
    def unknown_hospital() -> Institution:
        """Return a hospital here that the other node has not registered."""
        return make_institution("HOSPITAL", code="H99", level=3, designated=True)

    @staticmethod
    def turn_round() -> None:
        """Let the two messages that wait leave in the other order."""
        first, second = (one.message for one in Sent.objects.order_by("pk"))
        ours, theirs = (first.message_id, first.body), (second.message_id, second.body)
        second.message_id = uuid.uuid4()
        second.save()
        first.message_id, first.body = theirs
        first.save()
        second.message_id, second.body = ours
        second.save()

    def at_home(self, row: AwaySettlement) -> AwaySettlement | None:
        """Return what the node of insurance has under the number of a settlement."""
        return AwaySettlement.objects.filter(role=Role.HOME, number=row.number).first()

    def owed(self) -> tuple[int, int]:
        """Return what is owed in the book of the place of care and in that of insurance."""
        return -balance(f"OWED_BY:{THERE}"), balance(f"OWED_TO:{HERE}")

    def prepaid(self) -> tuple[int, int]:
        """Return what lies ahead in the book of the place of care and in that of insurance."""
        return balance(f"PREPAID_BY:{THERE}"), -balance(f"PREPAID_TO:{HERE}")
