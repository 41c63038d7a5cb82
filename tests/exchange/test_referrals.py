"""A referral goes to another node, is led there by its own desk, and its answer comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.world import Nodes, condition, make_known_person, store
from tests.world import actor_of, make_assignment
from yiyang.access.models import Grant, Role
from yiyang.audit.services import PROGRAM
from yiyang.booking import services as booking
from yiyang.consents.services.ending import withdraw_consent
from yiyang.exchange.errors import NotExchanged
from yiyang.exchange.models import PartnerInstitution, Sent, SharedReferral, Taken
from yiyang.network.models import Institution
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.postbox.models import Outgoing
from yiyang.record.models import Resource
from yiyang.referrals import services
from yiyang.referrals.facts import Given
from yiyang.referrals.models import Referral

GIVEN = Given(
    reason="U01", urgency="PLANNED", diagnosis="I10", news2=1, done="药物治疗",
    question="是否需要调整方案？", consent=True,
)  # fmt: skip


def refer(nodes: Nodes, person: Person, *, advice_first: bool = False) -> Referral:
    return services.refer(
        person=person, sender=nodes.sender, receiver=nodes.away, given=GIVEN,
        advice_first=advice_first, by=PROGRAM, at=timezone.now(),
    )  # fmt: skip


def as_there(nodes: Nodes, step: Any, referral: Referral, **said: Any) -> None:
    """Take a step at the other node as the receiving hospital, and let its answer travel."""
    with nodes.there():
        step(
            referral=referral, institution_id=nodes.receiver.pk, by=PROGRAM, at=timezone.now(),
            **said,
        )  # fmt: skip
        assert nodes.deliver(to="310106").startswith("sent 1"), Sent.objects.latest("pk").issues


def arrived(nodes: Nodes) -> Referral:
    return Referral.objects.select_related("case").get(to_institution=nodes.receiver)


def state_of(referral: Referral) -> str:
    return Referral.objects.get(pk=referral.pk).case.state


def test_advice_is_asked_of_another_node_with_the_record_and_comes_back(
    nodes: Nodes, person: Person
) -> None:
    mine = refer(nodes, person, advice_first=True)
    nodes.deliver()
    theirs = arrived(nodes)
    assert (theirs.case.state, theirs.person, theirs.question, theirs.news2) == (
        "ADVICE_ASKED", person, mine.question, 1,
    )  # fmt: skip
    assert Resource.objects.filter(type="Condition", fhir_id="310106.c1", person=person).exists()
    as_there(nodes, services.advise, theirs, text="不必转来，加量即可")
    mine.refresh_from_db()
    assert (mine.case.state, mine.advice) == ("ADVISED", "不必转来，加量即可")
    # What was heard is not said back.
    assert not Outgoing.objects.filter(sent_at=None).exists()
    services.settle(referral=mine, institution_id=nodes.sender.pk, by=PROGRAM, at=timezone.now())
    nodes.deliver()
    assert state_of(theirs) == "SETTLED"


def test_a_referral_is_turned_down_there_with_its_reason(nodes: Nodes, person: Person) -> None:
    mine = refer(nodes, person)
    nodes.deliver()
    as_there(nodes, services.turn_down, arrived(nodes), note="床位已满")
    assert state_of(mine) == "TURNED_DOWN"
    assert Referral.objects.get(pk=mine.pk).case.events.filter(note="床位已满").exists()


def test_accepted_with_a_slot_there_come_and_reported_back(nodes: Nodes, person: Person) -> None:
    mine = refer(nodes, person)
    nodes.deliver()
    theirs = arrived(nodes)
    slot = timezone.now() + timedelta(days=3)
    with nodes.there():
        services.accept(
            referral=theirs, session=None, slot_on=timezone.localdate(slot),
            institution_id=nodes.receiver.pk, by=PROGRAM, at=timezone.now(),
        )  # fmt: skip
        body = Outgoing.objects.get(sent_at=None).body
        appointment = (
            '{"fullUrl":"https://x.test/Appointment/a","resource":{"resourceType":"Appointment",'
            f'"id":"a","status":"booked","start":"{slot.isoformat()}",'
            '"participant":[{"status":"accepted"}]}},'
        )
        text = body["text"].replace('"entry":[', '"entry":[', 1)
        head, rest = text.split('{"fullUrl":', 2)[:1][0], text.split('{"fullUrl":', 2)
        whole = '{"fullUrl":'.join([head, rest[1]]) + appointment + '{"fullUrl":' + rest[2]
        Outgoing.objects.filter(sent_at=None).update(body={**body, "text": whole})
        assert nodes.deliver(to="310106").startswith("sent 1")
    assert state_of(mine) == "ACCEPTED", Sent.objects.latest("pk").issues
    assert SharedReferral.objects.get(referral=mine).slot_at == slot
    as_there(nodes, services.arrive_elsewhere, theirs)
    assert state_of(mine) == "ARRIVED"
    as_there(nodes, services.report, theirs, diagnosis="I10", text="已调药")
    mine.refresh_from_db()
    assert (mine.case.state, mine.report, mine.report_diagnosis) == ("LOOP_CLOSED", "已调药", "I10")


def test_a_slot_that_is_moved_there_moves_here_and_the_sender_is_told(
    nodes: Nodes, person: Person
) -> None:
    mine = refer(nodes, person)
    nodes.deliver()
    now, theirs = timezone.now(), arrived(nodes)
    by = actor_of(make_assignment(Role.HOSPITAL_DESK, institution=nodes.receiver))
    with nodes.there():
        clinic = booking.add_clinic(
            institution_id=nodes.receiver.pk, code="C1", kind="SPECIALIST", name_zh="心内科",
            name_en="Cardiology", practitioner_id=None, by=by, at=now,
        )  # fmt: skip
        first, second = (
            booking.publish_session(
                clinic=clinic, since=since, until=since + timedelta(hours=3), total=4, by=by, at=now
            )
            for since in (now + timedelta(days=3), now + timedelta(days=4))
        )
    as_there(nodes, services.accept, theirs, session=first)
    shared = SharedReferral.objects.get(referral=mine)
    assert shared.slot_at == first.span.lower
    later = first.span.lower + timedelta(hours=5)
    with nodes.there():
        booking.move_session(session=first, since=later, by=by, at=now)
        assert nodes.deliver(to="310106").startswith("sent 1"), Sent.objects.latest("pk").issues
    shared.refresh_from_db()
    assert (shared.slot_at, told_of_slots(nodes)) == (later, 1)
    with nodes.there():
        services.close_clinic_session(session=first, referrals_to=second, by=by, at=now)
        assert nodes.deliver(to="310106").startswith("sent 1"), Sent.objects.latest("pk").issues
    shared.refresh_from_db()
    assert (shared.slot_at, told_of_slots(nodes), state_of(mine)) == (
        second.span.lower,
        2,
        "ACCEPTED",
    )


def told_of_slots(nodes: Nodes) -> int:
    """Return how often the family doctors of the sender were told of another slot."""
    return Notice.objects.filter(
        code="REFERRAL_SLOT_CHANGED", role="FAMILY_DOCTOR", institution=nodes.sender
    ).count()


@pytest.mark.parametrize("scope", ["SUMMARY", "RECORD"])
def test_who_receives_sees_no_more_than_the_person_has_consented_to(
    nodes: Nodes, scope: str
) -> None:
    person = make_known_person(nodes)
    store(person, condition(), at=nodes.at)
    nodes.consent(person, scope)
    refer(nodes, person)
    nodes.deliver()
    theirs = arrived(nodes)
    assert theirs.case.state == "SUBMITTED"
    opened = Grant.objects.filter(
        person=person, grantee_id=nodes.receiver.pk, span__contains=timezone.now()
    )
    assert set(opened.values_list("origin_kind", "scope")) >= {("referral", scope)}
    assert set(opened.values_list("scope", flat=True)) == {scope}


@pytest.mark.parametrize(("is_over", "scope"), [(False, "RECORD"), (True, "SUMMARY")])
def test_sent_after_advice_it_opens_no_more_than_before_once_the_consent_is_over(
    nodes: Nodes, person: Person, is_over: bool, scope: str
) -> None:
    mine = refer(nodes, person, advice_first=True)
    nodes.deliver()
    theirs = arrived(nodes)
    as_there(nodes, services.advise, theirs, text="请转来")
    if is_over:
        consent = SharedReferral.objects.get(node=nodes.pudong).consent
        withdraw_consent(consent_id=consent.pk, by=PROGRAM, at=timezone.now())
    services.submit(referral=mine, institution_id=nodes.sender.pk, by=PROGRAM, at=timezone.now())
    nodes.deliver()
    assert state_of(theirs) == "SUBMITTED"
    opened = Grant.objects.filter(
        origin_kind="referral", origin_id=theirs.pk, span__contains=timezone.now()
    )
    assert list(opened.values_list("scope", flat=True)) == [scope]


def test_why_the_word_of_the_other_node_counted_is_kept(nodes: Nodes, person: Person) -> None:
    refer(nodes, person)
    nodes.deliver()
    as_there(nodes, services.turn_down, arrived(nodes), note="床位已满")
    told = Taken.objects.get(node=nodes.pudong)
    assert (told.person, told.decision.rule) == (person, "exchange.may_hear")
    assert told.decision.facts["event"] == "REFERRAL_STATE"

    consent = SharedReferral.objects.get(node=nodes.pudong).consent
    withdraw_consent(consent_id=consent.pk, by=PROGRAM, at=timezone.now())
    nodes.deliver()
    ended = Taken.objects.filter(node=nodes.jingan).latest("pk")
    assert ended.decision.facts["event"] == "CONSENT_OVER"
    assert ended.consent.state == "WITHDRAWN"


def test_a_referral_taken_back_is_taken_back_there(nodes: Nodes, person: Person) -> None:
    mine = refer(nodes, person)
    nodes.deliver()
    services.withdraw(
        referral=mine, note="已好转", institution_id=nodes.sender.pk, by=PROGRAM,
        at=timezone.now(),
    )  # fmt: skip
    nodes.deliver()
    assert state_of(arrived(nodes)) == "WITHDRAWN"


def test_what_the_other_node_refuses_closes_the_referral_with_its_reason(
    nodes: Nodes, person: Person
) -> None:
    PartnerInstitution.objects.filter(node=nodes.jingan).update(code="another")
    mine = refer(nodes, person)
    nodes.deliver()
    sent = Sent.objects.get()
    assert (sent.state, sent.issues[0]["code"]) == ("REFUSED", "SENDER_UNKNOWN")
    assert state_of(mine) == "TURNED_DOWN"
    assert not Referral.objects.filter(to_institution=nodes.receiver).exists()
    assert not Outgoing.objects.filter(sent_at=None).exists()


def test_without_consent_no_referral_is_made_at_all(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    with pytest.raises(NotExchanged):
        refer(nodes, person)
    assert not Referral.objects.exists()
    assert not Outgoing.objects.exists()


def test_an_answer_told_twice_is_done_once(nodes: Nodes, person: Person) -> None:
    mine = refer(nodes, person, advice_first=True)
    nodes.wire.drops_answers = 2
    for _ in range(3):
        nodes.deliver()
    assert Referral.objects.filter(to_institution=nodes.receiver).count() == 1
    theirs = arrived(nodes)
    with nodes.there():
        services.advise(
            referral=theirs, text="好", institution_id=nodes.receiver.pk, by=PROGRAM,
            at=timezone.now(),
        )  # fmt: skip
        nodes.wire.drops_answers = 1
        nodes.deliver(to="310106")
        assert nodes.deliver(to="310106").startswith("sent 1")
    events = Referral.objects.get(pk=mine.pk).case.events.filter(action="ADVISE")
    assert events.count() == 1


def test_both_sides_acting_at_once_both_close_it(nodes: Nodes, person: Person) -> None:
    mine = refer(nodes, person)
    nodes.deliver()
    theirs = arrived(nodes)
    with nodes.there():
        services.turn_down(
            referral=theirs, note="满", institution_id=nodes.receiver.pk, by=PROGRAM,
            at=timezone.now(),
        )  # fmt: skip
    services.withdraw(
        referral=mine, note="不去了", institution_id=nodes.sender.pk, by=PROGRAM,
        at=timezone.now(),
    )  # fmt: skip
    nodes.deliver()
    with nodes.there():
        nodes.deliver(to="310106")
    assert {state_of(mine), state_of(theirs)} == {"WITHDRAWN", "TURNED_DOWN"}
    assert set(Sent.objects.exclude(state="TAKEN").values_list("issues__0__code", flat=True)) == {
        "ACTION_NOT_OPEN"
    }
    assert not Outgoing.objects.filter(sent_at=None).exists()


def test_a_referral_within_the_node_goes_nowhere(nodes: Nodes, person: Person) -> None:
    near = Institution.objects.get(pk=nodes.receiver.pk)
    services.refer(
        person=person, sender=nodes.sender, receiver=near, given=GIVEN, advice_first=False,
        by=PROGRAM, at=timezone.now(),
    )  # fmt: skip
    assert not Outgoing.objects.exists()
