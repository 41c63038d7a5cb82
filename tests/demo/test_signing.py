"""The demonstration shows signing under way: panels, terms that end, a draft, an employer."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, F

from tests.conftest import NOW
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.demo.district import District

TODAY = NOW.date()
FAMILY_DOCTOR = Member.objects.filter(slot="FAMILY_DOCTOR")


def test_every_place_on_a_panel_is_somebody_and_everybody_signed_has_one(loaded: District) -> None:
    counted = dict(Panel.objects.values_list("practitioner", "signed"))
    rows = Member.objects.filter(on_panel=True).values_list("practitioner").annotate(n=Count("pk"))
    assert counted == dict(rows)
    assert not Panel.objects.filter(signed__gt=F("most")).exists()
    now = FAMILY_DOCTOR.filter(span__contains=TODAY)
    assert now.count() == sum(counted.values()) > 1500
    assert all("BASIC" in packages for packages in now.values_list("packages", flat=True))


def test_some_terms_end_soon_some_have_ended_and_some_chose_a_combination(
    loaded: District,
) -> None:
    ends = FAMILY_DOCTOR.values_list("span", flat=True)
    soon = [span for span in ends if TODAY < span.upper <= TODAY + timedelta(days=90)]
    over = Agreement.objects.filter(end_reason="EXPIRED", state="ENDED")
    assert len(soon) > 100 and over.count() > 50
    assert Member.objects.filter(slot="CITY", span__contains=TODAY).count() > 100
