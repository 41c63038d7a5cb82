"""Agreements and the registry's decisions that follow; a refusal writes nothing."""

from datetime import UTC, date, datetime

import pytest

from tests import world
from tests.conftest import NOW
from yiyang.access.models import Grant
from yiyang.agreements import selectors, services
from yiyang.agreements.models import Agreement, Member
from yiyang.agreements.services.agreements import BadSpan
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution
from yiyang.network.services import BadInstitution, CodeTaken, InstitutionFields

pytestmark = pytest.mark.django_db
DONE = {"by": PROGRAM, "at": NOW}
DAY = date(2026, 3, 2)


def terms(kind: str, *parties: services.PartyTerms, **more: object) -> services.Terms:
    values = {"number": "C-1", "since": date(2026, 1, 1), "until": date(2027, 1, 1)} | more
    return services.Terms(kind=kind, parties=parties, **values)


def cooperate(*homes: Institution, duties: tuple[str, ...] = ("REGULAR_ROUNDS",)) -> Agreement:
    items = tuple(services.ItemTerms(code, is_duty=True) for code in duties)
    parties = [services.PartyTerms(home.pk) for home in homes]
    return services.create_agreement(terms=terms("COOPERATION", *parties, items=items), **DONE)


def fields(**more: object) -> InstitutionFields:
    place = world.make_place()
    values = {"code": "N-1", "name_zh": "静安养老院", "name_en": "Jing'an Home"}
    where = {"place_id": place.pk, "lon": 121.45, "lat": 31.23}
    kind = {"kind": "CARE_INSTITUTION", "ownership": "PUBLIC"}
    return InstitutionFields(**(values | where | kind | more))


def nothing_written() -> bool:
    rows = (Agreement, Decision, Entry)
    return not any(model.objects.exists() for model in rows)


def test_a_cooperation_gives_the_home_its_medical_way_and_both_a_preference() -> None:
    home, centre = world.make_institution(), world.make_institution("CHC")
    agreement = cooperate(home, centre)
    home.refresh_from_db()
    assert (home.medical_way, agreement.transfer_priority) == ("CONTRACT", True)
    assert selectors.cooperation_partners(home.pk, DAY) == {centre.pk}
    assert Decision.objects.filter(rule="network.preference", subject_id=agreement.pk).exists()


def test_a_duty_not_kept_ends_the_preference_and_one_kept_again_gives_it_back() -> None:
    home, centre = world.make_institution(), world.make_institution("CHC")
    agreement = cooperate(home, centre, duties=("REGULAR_ROUNDS", "RESERVED_BEDS"))
    answered = services.review_duties(
        agreement_id=agreement.pk, kept={"RESERVED_BEDS": False}, **DONE
    )
    assert answered.reasons == (("DUTY_NOT_KEPT", "RESERVED_BEDS"),)
    assert selectors.cooperation_partners(home.pk, DAY) == frozenset()
    services.review_duties(agreement_id=agreement.pk, kept={"RESERVED_BEDS": True}, **DONE)
    assert selectors.cooperation_partners(home.pk, DAY) == {centre.pk}


def test_a_preference_whose_review_has_become_too_old_ends_at_the_daily_check() -> None:
    home, centre = world.make_institution(), world.make_institution("CHC")
    made = services.create_agreement(
        terms=terms(
            "COOPERATION",
            services.PartyTerms(home.pk),
            services.PartyTerms(centre.pk),
            items=(services.ItemTerms("REGULAR_ROUNDS", is_duty=True),),
            until=None,
        ),
        **DONE,
    )
    later = datetime(2027, 1, 5, tzinfo=UTC)
    assert services.recheck_preferences(by=PROGRAM, at=NOW) == 0
    assert services.recheck_preferences(by=PROGRAM, at=later) == 1
    made.refresh_from_db()
    assert made.transfer_priority is False


def test_the_end_of_a_cooperation_leaves_the_home_without_medical_care() -> None:
    home, centre = world.make_institution(), world.make_institution("CHC")
    services.end_agreement(agreement_id=cooperate(home, centre).pk, **DONE)
    home.refresh_from_db()
    assert home.medical_way == "NONE"
    assert selectors.cooperation_partners(home.pk, DAY) == frozenset()
    last = Decision.objects.filter(rule="network.medical_way", subject_id=home.pk).last()
    assert last.result["is_gap"] is True


def test_a_consortium_without_a_lead_is_refused_and_nothing_is_written() -> None:
    centre, other = world.make_institution("CHC"), world.make_institution("CHC")
    parties = services.PartyTerms(centre.pk), services.PartyTerms(other.pk)
    with pytest.raises(services.NotAccepted) as refused:
        services.create_agreement(terms=terms("CONSORTIUM", *parties, variety="UMG"), **DONE)
    assert refused.value.reasons == ("NOT_ONE_LEAD",)
    assert nothing_written()


def test_a_number_taken_and_a_span_upside_down_are_refused_and_write_nothing() -> None:
    home = world.make_institution()
    with pytest.raises(BadSpan):
        services.create_agreement(
            terms=terms("COOPERATION", services.PartyTerms(home.pk), until=date(2026, 1, 1)),
            **DONE,
        )
    assert nothing_written()
    cooperate(home)
    before = Entry.objects.count()
    with pytest.raises(CodeTaken):
        cooperate(home)
    assert (Agreement.objects.count(), Entry.objects.count()) == (1, before)


def test_signing_lets_the_institution_see_the_resident_until_the_agreement_ends() -> None:
    centre, person = world.make_institution("CHC"), world.make_person()
    agreement = world.make_agreement("FAMILY_DOCTOR", centre)
    signed = {"agreement_id": agreement.pk, "person_id": person.pk, "institution_id": centre.pk}
    services.sign_member(**signed, slot="FAMILY_DOCTOR", since=date(2026, 1, 1), until=None, **DONE)
    grant = Grant.objects.get()
    assert (grant.grantee_id, grant.scope, grant.origin_id) == (centre.pk, "RECORD", agreement.pk)
    services.end_agreement(agreement_id=agreement.pk, **DONE)
    grant.refresh_from_db()
    assert grant.span.upper == NOW
    assert selectors.own_institutions(person.pk, DAY) == frozenset()


def test_one_slot_is_signed_once_at_a_time() -> None:
    centre, person = world.make_institution("CHC"), world.make_person()
    agreement = world.make_agreement("FAMILY_DOCTOR", centre)
    signed = {"agreement_id": agreement.pk, "person_id": person.pk, "institution_id": centre.pk}
    days = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
    services.sign_member(**signed, slot="DISTRICT", **days, **DONE)
    with pytest.raises(services.AlreadySigned):
        services.sign_member(**signed, slot="DISTRICT", **days, **DONE)
    services.sign_member(**signed, slot="CITY", **days, **DONE)
    assert (Member.objects.count(), Grant.objects.count()) == (2, 2)


def test_an_internal_clinic_gives_its_home_a_way_and_losing_it_opens_the_gap_again() -> None:
    home = services.register_in_network(fields=fields(), **DONE)
    centre = world.make_institution("CHC")
    inside = {"code": "N-2", "kind": "CLINIC", "inhouse_of_id": home.pk}
    clinic = services.register_in_network(
        fields=fields(**inside, operator_id=centre.pk), capabilities=["TCM"], **DONE
    )
    home.refresh_from_db()
    assert home.medical_way == "BROUGHT_IN"
    services.change_registered_institution(
        institution_id=clinic.pk,
        fields=fields(**(inside | {"inhouse_of_id": None})),
        capabilities=[],
        **DONE,
    )
    home.refresh_from_db()
    assert (home.medical_way, clinic.capabilities.count()) == ("NONE", 0)


def test_a_hospital_is_no_internal_institution_and_nothing_is_written() -> None:
    home = world.make_institution()
    with pytest.raises(services.NotAccepted):
        services.register_in_network(fields=fields(kind="HOSPITAL", inhouse_of_id=home.pk), **DONE)
    assert Institution.objects.count() == 1
    assert nothing_written()


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"credit_code": "12310106MB0A10013X"}, []),
        ({"credit_code": "12310106MB0A100130"}, ["BAD_CREDIT_CODE"]),
        ({"lon": 31.23, "lat": 121.45}, ["OUTSIDE_THE_CITY"]),
        ({"lon": 120.15, "lat": 30.27}, ["OUTSIDE_THE_CITY"]),
        ({"place_id": 0}, ["UNKNOWN_PLACE"]),
        ({"level": 4, "kind": "SPA"}, ["UNKNOWN_INSTITUTION_KIND", "IMPOSSIBLE_LEVEL"]),
        ({"name_zh": " ", "ownership": ""}, ["CODE_OR_NAME_MISSING", "UNKNOWN_OWNERSHIP"]),
        ({"highest_care_level": 5}, ["IMPOSSIBLE_CARE_LEVEL"]),
    ],
)
def test_every_fault_of_an_institution_is_named_and_nothing_is_written(
    more: dict, codes: list[str]
) -> None:
    given = fields(**more)
    if not codes:
        assert services.register_in_network(fields=given, **DONE).credit_code
        return
    with pytest.raises(BadInstitution) as refused:
        services.register_in_network(fields=given, **DONE)
    assert [f.code for f in refused.value.findings] == codes
    assert not Institution.objects.exists()
    assert nothing_written()
