"""Referrals on real rows: sent with the record, answered in time, closed by the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.booking.conftest import VISIT
from tests.referrals.conftest import MINUTE, Referring
from tests.world import make_person
from yiyang.access.models import Grant
from yiyang.audit.models import Entry
from yiyang.booking.errors import ReferralBooking
from yiyang.booking.models import Booking
from yiyang.booking.services import call_next, cancel, finish
from yiyang.cases.errors import ActionNotOpen, DocumentsMissing, NoteMissing
from yiyang.cases.models import Case, Event
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.ledger.models import Act
from yiyang.notices.models import Notice
from yiyang.record.models import Resource
from yiyang.referrals import services
from yiyang.referrals.errors import EmptyText, NotAcceptable, NotReferrable, WrongSide
from yiyang.referrals.models import Referral
from yiyang.referrals.services import Contact

pytestmark = pytest.mark.django_db
KEPT = (Referral, Case, Event, Decision, Entry, Grant, Notice, Booking, Act, Resource)
HOUR = timedelta(hours=1)


def refused(error: type[Refused], call: Callable[[], object]) -> Refused:
    """Check that a call is refused and has written nothing; return the refusal."""
    before = [model.objects.count() for model in KEPT]
    states = list(Case.objects.order_by("pk").values_list("state", flat=True))
    with pytest.raises(error) as caught:
        call()
    assert [model.objects.count() for model in KEPT] == before
    assert list(Case.objects.order_by("pk").values_list("state", flat=True)) == states
    return caught.value


def sight(referring: Referring, referral: Referral) -> list[str]:
    """Return the scopes in which the receiver may see the person because of the referral."""
    rows = Grant.objects.filter(origin_kind="referral", origin_id=referral.pk, span__upper_inf=True)
    return list(rows.values_list("scope", flat=True))


def due(referral: Referral, code: str) -> timedelta:
    task = referral.case.tasks.get(code=code, state="OPEN")
    return task.due_at - task.opened_at


def test_a_referral_goes_with_the_record_and_asks_for_an_answer_within_a_day(
    referring: Referring,
) -> None:
    referral = referring.send(referring.signed(None, referring.hospital))
    assert (referral.direction, referral.case.state) == ("UP", "SUBMITTED")
    assert sight(referring, referral) == ["RECORD"]
    assert referral.case.attachments.get(kind="HEALTH_SUMMARY").reference
    assert due(referral, "ANSWER") == 24 * HOUR
    assert Notice.objects.get(code="REFERRAL_SENT").institution == referring.hospital
    assert referral.decision.rule == "referrals.may_refer"
    assert referral.benefit.rule == "referrals.benefit"
    assert referral.agreement is not None


def test_an_urgent_one_is_answered_within_an_hour(referring: Referring) -> None:
    assert due(referring.send(referring.signed(), urgency="ORANGE"), "ANSWER") == HOUR


def test_advice_first_shows_the_summary_and_the_record_only_once_submitted(
    referring: Referring,
) -> None:
    referral = referring.send(referring.signed(), advice_first=True)
    assert (referral.case.state, sight(referring, referral)) == ("ADVICE_ASKED", ["SUMMARY"])
    assert due(referral, "ADVISE") == 24 * HOUR
    answer = {"referral": referral, "by": referring.by, "at": referring.at}
    mine, theirs = referring.hospital.pk, referring.centre.pk
    refused(WrongSide, lambda: services.advise(text="送来", institution_id=theirs, **answer))
    refused(EmptyText, lambda: services.advise(text=" ", institution_id=mine, **answer))
    advised = services.advise(text="先查心电图", institution_id=mine, **answer)
    assert (advised.case.state, advised.advice) == ("ADVISED", "先查心电图")
    sent = services.submit(institution_id=theirs, **answer)
    assert (sent.case.state, sight(referring, sent)) == ("SUBMITTED", ["RECORD"])


def test_advice_can_settle_it(referring: Referring) -> None:
    referral = referring.send(referring.signed(), advice_first=True)
    answer = {"referral": referral, "by": referring.by, "at": referring.at}
    services.advise(text="继续观察", institution_id=referring.hospital.pk, **answer)
    settled = services.settle(institution_id=referring.centre.pk, **answer)
    assert settled.case.closed_at is not None
    assert sight(referring, settled) == []


def test_acceptance_takes_a_reserved_slot_and_the_referred_goes_first(
    referring: Referring,
) -> None:
    referral = referring.accepted(referring.signed())
    assert (referral.booking.part, referral.booking.queue_class) == (
        "RESERVED", "CONTRACTED_REFERRAL",
    )  # fmt: skip
    assert referral.terms.rule == "referrals.accept_terms"
    assert referral.booking.benefit.result["is_preferred"]
    refused(
        ReferralBooking,
        lambda: cancel(booking=referral.booking, by=referring.by, at=referring.at),
    )


def test_refuses_an_acceptance_without_a_slot_or_too_late(referring: Referring) -> None:
    referral = referring.send(referring.signed(), urgency="ORANGE")
    late = referring.session()
    for session in (None, late):
        refused(
            NotAcceptable,
            lambda s=session: services.accept(
                referral=referral, session=s, institution_id=referring.hospital.pk,
                by=referring.by, at=referring.at,
            ),
        )  # fmt: skip
    refused(
        WrongSide,
        lambda: services.accept(
            referral=referral, session=late, institution_id=referring.centre.pk,
            by=referring.by, at=referring.at,
        ),
    )  # fmt: skip


def test_a_refusal_says_why_and_ends_the_receivers_sight(referring: Referring) -> None:
    referral = referring.send(referring.signed())
    answer = {"referral": referral, "by": referring.by, "at": referring.at}
    here = referring.hospital.pk
    refused(NoteMissing, lambda: services.turn_down(note="", institution_id=here, **answer))
    done = services.turn_down(note="请转专科医院", institution_id=here, **answer)
    assert (done.case.state, sight(referring, done)) == ("TURNED_DOWN", [])
    assert Notice.objects.get(code="REFERRAL_TURNED_DOWN").institution == referring.centre


def test_the_report_closes_the_loop_and_the_visit_is_in_the_ledger(referring: Referring) -> None:
    referral = referring.accepted(referring.signed())
    by, booking = referring.by, referral.booking
    services.check_in_booking(booking=booking, by=by, at=VISIT - MINUTE)
    referral.refresh_from_db()
    assert (referral.case.state, referral.arrived_at) == ("ARRIVED", VISIT - MINUTE)
    assert due(referral, "REPORT_BACK") == 24 * HOUR
    finish(
        booking=call_next(session=booking.session, by=by, at=VISIT), by=by, at=VISIT + 9 * MINUTE
    )
    assert Act.objects.get().kind == "OUTPATIENT_VISIT"
    told = {"referral": referral, "by": by, "at": VISIT + HOUR}
    here = referring.hospital.pk
    refused(
        EmptyText,
        lambda: services.report(diagnosis="I10", text="", institution_id=here, **told),
    )
    done = services.report(diagnosis="I10", text="已调药，两周后复查", institution_id=here, **told)
    assert (done.case.state, sight(referring, done)) == ("LOOP_CLOSED", [])
    assert Notice.objects.get(code="REFERRAL_REPORTED").role == "FAMILY_DOCTOR"


def test_who_does_not_come_is_missed_and_the_sender_told(referring: Referring) -> None:
    referral = referring.accepted(referring.signed())
    services.miss_booking(booking=referral.booking, by=referring.by, at=VISIT + 3 * HOUR)
    referral.refresh_from_db()
    assert referral.case.state == "MISSED"
    assert sight(referring, referral) == []
    assert Notice.objects.get(code="REFERRAL_MISSED").institution == referring.centre


def test_withdrawing_frees_the_slot(referring: Referring) -> None:
    referral = referring.accepted(referring.signed())
    answer = {"referral": referral, "by": referring.sender, "at": referring.at + HOUR}
    refused(
        WrongSide,
        lambda: services.withdraw(note="误转", institution_id=referring.hospital.pk, **answer),
    )
    done = services.withdraw(note="误转", institution_id=referring.centre.pk, **answer)
    referral.booking.session.refresh_from_db()
    assert (done.case.state, referral.booking.session.taken_reserved) == ("WITHDRAWN", 0)


def test_a_death_ends_what_was_open_and_frees_its_slots_once(referring: Referring) -> None:
    referral = referring.accepted(referring.signed())
    alone = referring.book(referral.booking.session, make_person())
    for person in (referral.person, alone.person):
        person.died_at = referring.at
        person.save()
    assert services.close_for_the_dead(by=referring.by, at=referring.at + HOUR) == 2
    assert services.close_for_the_dead(by=referring.by, at=referring.at + HOUR) == 0
    referral.refresh_from_db()
    session = referral.booking.session
    session.refresh_from_db()
    assert (referral.case.state, sight(referring, referral)) == ("WITHDRAWN", [])
    assert (session.taken_reserved, session.taken_public) == (0, 0)


def test_down_the_summary_comes_in_a_day_and_the_family_doctor_calls_in_three(
    referring: Referring,
) -> None:
    person = referring.signed()
    referral = referring.send_down(person)
    assert (referral.direction, referral.case.kind) == ("DOWN", "REFERRAL_DOWN")
    assert due(referral, "SUMMARY") == 24 * HOUR
    answer = {"referral": referral, "by": referring.sender, "at": referring.at + MINUTE}
    here = referring.centre.pk
    accepted = services.accept(session=None, institution_id=here, **answer)
    assert due(accepted, "CONTACT") == 72 * HOUR
    met = Contact("VISIT", referring.at - 20 * MINUTE, referring.at)
    arrived = services.contact(met=met, institution_id=here, **answer)
    assert arrived.act.kind == "OUTPATIENT_VISIT"
    closing = {"diagnosis": "I10", "text": "已接管", "institution_id": here}
    refused(DocumentsMissing, lambda: services.report(**closing, **answer))
    services.send_summary(
        referral=referral, text="出院小结", institution_id=referring.hospital.pk,
        by=referring.by, at=referring.at + HOUR,
    )  # fmt: skip
    assert services.report(**closing, **answer).case.state == "LOOP_CLOSED"
    refused(ActionNotOpen, lambda: services.report(**closing, **answer))


def test_refuses_a_second_open_referral_and_one_without_its_fields(referring: Referring) -> None:
    person = referring.signed()
    referring.send(person)
    refusal = refused(NotReferrable, lambda: referring.send(person))
    assert refusal.message.params["reason"] == "REFER_OPEN_ALREADY"
    missing = refused(NotReferrable, lambda: referring.send(make_person(), question=""))
    assert missing.message.params["field"] == "FIELD_QUESTION"
    refused(NotReferrable, lambda: referring.send(make_person(), reason="U03"))
