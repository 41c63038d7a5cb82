"""The invariants of the five-bed network, as one check on the rows."""

from __future__ import annotations

from yiyang.beds import facts
from yiyang.beds.models import BedClaim, Presence, Transfer
from yiyang.cases.models import Attachment
from yiyang.network.models import Bed
from yiyang.rules.placement.terms import Kind

STATE_OF = {"HOLD": "HELD", "OCCUPY": "OCCUPIED", "KEEP": "KEPT"}


def check_invariants() -> None:
    active = list(BedClaim.objects.filter(is_active=True).select_related("bed"))
    by_bed = {claim.bed_id: claim for claim in active}
    assert len(by_bed) == len(active), "one active claim a bed"
    for bed in Bed.objects.all():  # I3: what the board shows is what the claims say
        expected = STATE_OF[by_bed[bed.pk].kind] if bed.pk in by_bed else ("FREE", "CLEANING")
        assert bed.state == expected or bed.state in expected
    open_ones = Presence.objects.filter(span__endswith__isnull=True)
    axes = [(presence.person_id, presence.axis) for presence in open_ones]
    assert len(axes) == len(set(axes)), "I1"
    occupied = {claim.pk for claim in active if claim.kind == "OCCUPY"}
    assert {presence.claim_id for presence in open_ones} == occupied, "I1: a stay is a presence"
    for person_id in {person for person, _axis in axes}:
        stay = facts.stay_of(person_id)
        if facts.kind_of(stay.medical) in (Kind.HOSPITAL_BED, Kind.PALLIATIVE_BED):
            assert stay.care is None, "I2: a hospital bed suspends the care bed"
    for transfer in Transfer.objects.filter(case__state__in=("ADMITTED", "RECONCILED")):
        owed = Attachment.objects.filter(case=transfer.case_id)
        proofs = {a.kind for a in owed if a.added_at or a.required_by}
        assert {"EVALUATION", "CONSENT", "HEALTH_SUMMARY"} <= proofs, "I4"
