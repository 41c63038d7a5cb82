"""The hand of a node that settles with another: ``Hand(node, "tests.drills.settling")`` tells it
what to do.  Every part is one call of the services that commands and pages call too.
"""

from __future__ import annotations

import json
import sys
import uuid
from collections import Counter
from datetime import date, timedelta
from typing import Any

from yiyang.faces.cli.shell import program
from yiyang.kernel.identifiers import resident_check_character

YUAN = 100
BORN = "19400315"
SINCE = date(2026, 1, 1)


def resident_id(code: str, number: int) -> str:
    """Return the citizen id of a woman of a region."""
    first = f"{code}{BORN}{2 * number:03}"
    return first + resident_check_character(first)


def keys() -> Any:
    """Return the public keys of this node."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by now

    from yiyang.exchange.keys import public_node_keys  # noqa: PLC0415

    return public_node_keys(settings.KEY_DIR)


def meet(code: str, address: str, their_keys: Any) -> str:
    """Register the other node and its hospital; return what it is called here."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.exchange.services import Agreed, Partner, add_node  # noqa: PLC0415

    agreed = Agreed(code, code, code, address, ("SETTLEMENT",), since=date(2025, 1, 1))
    partner = Partner(f"H{code}", "医院", "Hospital", "HOSPITAL", 3, 121.4, 31.2)
    made = add_node(agreed=agreed, keys=their_keys, partner=partner, by=PROGRAM, at=timezone.now())
    return made.client.client_id


def settle_down(called: str, people: int) -> None:
    """Make our hospital, our insured, who may be treated at the other node, and its patients."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from tests.world import make_grant, make_institution, make_person, make_place  # noqa: PLC0415
    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.claims.services import InsuredAs, insure  # noqa: PLC0415
    from yiyang.cross_region.services.filing import Wish, file_care_away  # noqa: PLC0415
    from yiyang.exchange.models import Node  # noqa: PLC0415
    from yiyang.people.services import add_identifier  # noqa: PLC0415

    node, now = Node.objects.get(), timezone.now()
    Node.objects.update(client_id_there=called)
    place = make_place(f"{settings.PLACE}001")
    hospital = make_institution(
        "HOSPITAL", code=f"H{settings.NODE}", level=3, designated=True, place=place
    )
    born_on = date(1940, 3, 15)
    for code in (settings.NODE, node.code):
        for number in range(people):
            person = make_person("李素珍", born_on=born_on, place=place)
            value = resident_id(code, number)
            add_identifier(
                person_id=person.pk, system="RESIDENT_ID", value=value, by=PROGRAM, at=now
            )
            if code == node.code:
                make_grant(person, hospital)
                continue
            told = InsuredAs(insurance="EMPLOYEE", status="IN_SERVICE", since=date(2020, 1, 1))
            insure(person_id=person.pk, told=told, by=PROGRAM, at=now)
            wish = Wish(person.pk, node.pk, "LONG_TERM", SINCE, "RESIDENCE_PERMIT", is_treated=True)
            assert file_care_away(wish=wish, by=PROGRAM, at=now).case.state == "AWAY_IN_FORCE"


def treat(number: int, source: str) -> str:
    """Take in the claim of a patient's five days here that ended yesterday, and open it."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.claims.services import Asked, AskedLine, receive_claim  # noqa: PLC0415
    from yiyang.cross_region.services.asking import open_settlement  # noqa: PLC0415
    from yiyang.cross_region.services.eligibility import ask_eligibility  # noqa: PLC0415
    from yiyang.exchange.models import Node  # noqa: PLC0415
    from yiyang.network.models import Institution  # noqa: PLC0415
    from yiyang.people.models import Person  # noqa: PLC0415
    from yiyang.people.selectors import person_by_identifier  # noqa: PLC0415

    node, now = Node.objects.get(), timezone.now()
    hospital = Institution.objects.get(code=f"H{settings.NODE}")
    key = person_by_identifier("RESIDENT_ID", resident_id(node.code, number))
    assert key is not None
    day = timezone.localdate(now) - timedelta(days=1)
    # No two stays cost the same, and none a round sum.
    odd = int.from_bytes(source.encode()[-4:], "big") % 99_991
    lines = (
        AskedLine("N1", day, 3_000 * YUAN + odd, "C", name="自费项目"),
        AskedLine("S1", day, 20_000 * YUAN + 7 * odd, "A", "06", "手术"),
    )
    asked = Asked(
        person_id=key, institution_id=hospital.pk, source=source, kind="INPATIENT",
        begun_on=day - timedelta(days=4), ended_on=day, lines=lines,
    )  # fmt: skip
    person = Person.objects.get(pk=key)
    ask_eligibility(
        node=node, person=person, institution=hospital, kind="INPATIENT", on=day, by=PROGRAM, at=now
    )
    claim = receive_claim(asked=asked, by=PROGRAM, at=now, through=node.code)
    return open_settlement(claim=claim, by=PROGRAM, at=now).number


def ask(number: str, service: str) -> None:
    """Ask for one step of a settlement; what it does not take any more it says and leaves."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.cross_region.models import AwaySettlement  # noqa: PLC0415
    from yiyang.cross_region.services import asking  # noqa: PLC0415

    row = AwaySettlement.objects.get(role="PLACE", number=number)
    getattr(asking, service)(settlement=row, by=PROGRAM, at=timezone.now())


def overtake() -> None:
    """Let the last message that waits leave before the one that waits before it."""
    from yiyang.exchange.models import Sent  # noqa: PLC0415 -- Django is set up by now

    rows = Sent.objects.filter(state="WAITING").order_by("-pk")[:2]
    later, earlier = (one.message for one in rows)
    was, will_be = (earlier.message_id, earlier.body), (later.message_id, later.body)
    later.message_id = uuid.uuid4()
    later.save()
    earlier.message_id, earlier.body = will_be
    earlier.save()
    later.message_id, later.body = was
    later.save()


def deliver() -> dict[str, Any]:
    """Deliver once; return how many messages wait then, and why."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from yiyang.exchange.models import Node, Sent  # noqa: PLC0415
    from yiyang.faces.exchange.carrier import HttpTransport  # noqa: PLC0415
    from yiyang.faces.jobs.nodes import deliver_to_nodes  # noqa: PLC0415

    node = Node.objects.get()
    deliver_to_nodes(timezone.now(), HttpTransport(), only=node.code)
    waiting = Sent.objects.filter(state="WAITING").count()
    node.refresh_from_db()
    return {"waiting": waiting, "error": node.last_error}


def compare() -> str:
    """Do what the job of every morning does."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from yiyang.faces.jobs.cross_region import compare_books  # noqa: PLC0415

    return compare_books(timezone.now())


def clear(month: str) -> None:
    """State a month to the other node."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.cross_region.services.clearing import ask_statement  # noqa: PLC0415
    from yiyang.exchange.models import Node  # noqa: PLC0415

    day, node = date.fromisoformat(month), Node.objects.get()
    ask_statement(node=node, month=day, by=PROGRAM, at=timezone.now())


def prepay() -> int:
    """Send the other node what should lie there and does not; return how much, in fen."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.cross_region.errors import NothingToPrepay  # noqa: PLC0415
    from yiyang.cross_region.services.prepaying import send_payment  # noqa: PLC0415
    from yiyang.exchange.models import Node  # noqa: PLC0415

    node, month = Node.objects.get(), 10_000 * YUAN + 1
    try:
        made = send_payment(node=node, by=PROGRAM, at=timezone.now(), agreed_month_fen=month)
    except NothingToPrepay:
        return 0
    return made.fen


def books() -> dict[str, Any]:
    """Return all that this node has written down of the other, and the sum of each account."""
    from yiyang.accounts.selectors import postings  # noqa: PLC0415 -- Django is set up by now
    from yiyang.cross_region import models  # noqa: PLC0415

    accounts: Counter[str] = Counter()
    for debit, credit, fen in postings().values_list("debit__code", "credit__code", "fen"):
        accounts[debit] -= fen
        accounts[credit] += fen
    return {
        "lines": _rows(
            models.AwaySettlement, "number", "state", "settled_on", "reversed_on", "total_fen",
            "fund_fen", "account_fen", "cash_fen",
        ),
        "months": _rows(
            models.Clearing, "number", "month", "state", "settled", "reversed", "settled_fen",
            "reversed_fen", "due_fen", "from_prepaid_fen", "moved_fen", "prepaid_after_fen",
        ),
        "ahead": _rows(models.Prepayment, "number", "fen", "state"),
        "open": _open(models.Difference),
        "unanswered": models.Eligibility.objects.filter(allowed=None).count(),
        "accounts": dict(sorted(accounts.items())),
    }  # fmt: skip


def _open(differences: Any) -> list[list[str]]:
    rows = differences.objects.filter(resolved_at=None).order_by("pk")
    names = "number", "kind", "field", "at_place", "at_home", "reconciliation__day"
    return [[str(one) for one in row] for row in rows.values_list(*names)]


def _rows(model: Any, *names: str) -> dict[str, list[list[str]]]:
    """Return what stands under each role, sorted: as both nodes can say it."""
    found: dict[str, list[list[str]]] = {"PLACE": [], "HOME": []}
    for role, *rest in model.objects.order_by("number").values_list("role", *names):
        found[role].append([str(one) for one in rest])
    return found


PARTS = (keys, meet, settle_down, treat, ask, overtake, deliver, compare, clear, prepay, books)


def main() -> None:
    """Do one part after another, as each line says; answer each with a line."""
    parts = {part.__name__: part for part in PARTS}
    with program():
        for line in sys.stdin:
            name, words = json.loads(line)
            answer = parts[name](**words)  # type: ignore[operator]
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
