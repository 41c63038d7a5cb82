"""The demonstration's clinics, bookings, visits and referrals."""

from __future__ import annotations

import pytest
from django.db.models import F

from yiyang.booking.models import Booking, Clinic, Session
from yiyang.decisions.replay import Outcome, replay
from yiyang.demo.district import District
from yiyang.ledger.models import Act
from yiyang.network.models import InstitutionKind
from yiyang.referrals.models import Referral

pytestmark = pytest.mark.django_db


def test_every_hospital_has_clinics_with_two_weeks_of_sessions_and_every_state_of_a_referral(
    whole: District,
) -> None:
    hospitals = Clinic.objects.filter(institution__kind=InstitutionKind.HOSPITAL)
    assert hospitals.values("institution").distinct().count() == 2
    at = whole.plan.at
    coming = Session.objects.filter(span__startswith__gt=at)
    assert {s.clinic_id for s in coming} == set(Clinic.objects.values_list("pk", flat=True))
    assert not Session.objects.filter(total__lt=F("taken_reserved") + F("taken_public")).exists()
    assert not Session.objects.filter(decision=None).exists()
    session = coming.select_related("decision").order_by("pk")[0]
    assert session.decision.result["reserved"] == session.reserved
    assert replay(session.decision).outcome == Outcome.SAME
    states = set(Referral.objects.values_list("case__state", flat=True))
    assert states == {
        "ADVICE_ASKED", "ADVISED", "SUBMITTED", "ACCEPTED", "ARRIVED", "TURNED_DOWN", "MISSED",
        "LOOP_CLOSED",
    }  # fmt: skip
    assert {"BOOKED", "CHECKED_IN", "CALLED"} <= set(
        Booking.objects.values_list("state", flat=True)
    )
    assert Booking.objects.filter(person=whole.resident, state="BOOKED").exists()
    visits = Act.objects.filter(kind="OUTPATIENT_VISIT")
    assert visits.count() > 1000
    seen = Booking.objects.filter(state="SEEN")
    assert seen.count() > 50 and not seen.filter(act=None).exists()
    assert not visits.filter(span__endswith__gt=at).exists()
