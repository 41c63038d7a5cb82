"""A resident's account is joined to them at a desk; then they read their own record."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.world import (
    actor_of,
    make_account,
    make_assignment,
    make_grant,
    make_institution,
    make_person,
)
from yiyang.access.models import Account, Grant, Role
from yiyang.access.services.assignments import OwnAccount
from yiyang.consents.facts import Wish
from yiyang.consents.models import Consent
from yiyang.consents.services.giving import record_paper_consent
from yiyang.decisions.models import Decision
from yiyang.people.models import Person, Relative

SEEN = {"who": "PERSON", "seen": "on"}


@pytest.fixture
def person() -> Person:
    return make_person("吴安")


@pytest.fixture
def desk(journey: Journey, person: Person) -> SignedIn:
    centre = make_institution("CHC")
    make_grant(person, centre)
    return journey.sign_in(Role.CENTRE_DESK, institution=centre)


@pytest.fixture
def account() -> Account:
    return make_assignment(Role.RESIDENT).account


def joined(desk: SignedIn, person: Person, account: Account, **form: object) -> int:
    asked = {**SEEN, "username": account.username, **form}
    return desk.post(f"/people/{person.pk}/account/", asked).status_code


@pytest.mark.clause("FD-3.2", "consents.may_see")
def test_a_resident_reads_their_own_record_once_their_account_is_joined(
    journey: Journey, desk: SignedIn, person: Person, account: Account
) -> None:
    own = journey.enter(account.assignments.get())
    record = f"/people/{person.pk}/record/"
    assert own.get(record).status_code == 404
    assert joined(desk, person, account) == 302
    assert journey.decision_of("consents.may_see", person=person).result["ground"] == "OWN"
    assert own.get(record).status_code == 200
    assert "吴安" in own.get("/my/").content.decode()
    page = own.get(f"/my/people/{person.pk}/looks/").content.decode()
    assert "健康档案" in page, "the person's own look is written down too"


@pytest.mark.parametrize("fault", ["unknown", "closed", "another's", "not a resident", "unseen"])
def test_an_account_that_does_not_fit_is_not_joined(
    desk: SignedIn, person: Person, account: Account, fault: str
) -> None:
    form: dict[str, object] = {}
    if fault == "unknown":
        form["username"] = "nobody"
    elif fault == "closed":
        Account.objects.filter(pk=account.pk).update(is_active=False)
    elif fault == "another's":
        Account.objects.filter(pk=account.pk).update(person=make_person("周平"))
    elif fault == "not a resident":
        account = make_account()
    else:
        form["seen"] = ""
    assert joined(desk, person, account, **form) in (400, 409)
    assert not Grant.objects.filter(purpose="SELF").exists()
    assert not Account.objects.filter(person=person).exists()
    assert not Decision.objects.exists()


def test_a_relative_waits_for_a_consent_and_a_representative_does_not(
    journey: Journey, desk: SignedIn, person: Person, account: Account
) -> None:
    son = Relative.objects.create(person=person, name="周静", relation="CHILD")
    assert joined(desk, person, account, who=str(son.pk)) == 302
    son.refresh_from_db()
    assert son.account == account
    assert not Grant.objects.filter(purpose="SELF").exists()
    guardian = Relative.objects.create(
        person=person, name="周平", relation="GUARDIAN", is_representative=True
    )
    other = make_assignment(Role.RESIDENT)
    assert joined(desk, person, other.account, who=str(guardian.pk)) == 302
    grant = Grant.objects.get(purpose="SELF")
    assert (grant.grantee_id, grant.origin_kind) == (other.account_id, "representative")
    page = journey.enter(other).get(f"/my/people/{person.pk}/consents/")
    assert page.status_code == 200


def test_a_relative_of_another_is_not_joined(
    desk: SignedIn, person: Person, account: Account
) -> None:
    foreign = Relative.objects.create(person=make_person("周平"), name="甲", relation="CHILD")
    assert joined(desk, person, account, who=str(foreign.pk)) == 400
    foreign.refresh_from_db()
    assert foreign.account is None


@pytest.mark.parametrize("is_relative", [False, True])
def test_nobody_joins_their_own_account_to_somebody_before_their_desk(
    desk: SignedIn, person: Person, is_relative: bool
) -> None:
    make_assignment(Role.RESIDENT, desk.account)
    who = "PERSON"
    if is_relative:
        guardian = Relative.objects.create(
            person=person, name="周平", relation="GUARDIAN", is_representative=True
        )
        who = str(guardian.pk)
    assert joined(desk, person, desk.account, who=who) == 409
    assert not Grant.objects.filter(purpose="SELF").exists()
    assert not Account.objects.filter(person=person).exists()
    assert not Relative.objects.filter(account=desk.account).exists()


@pytest.mark.parametrize("is_witness", [False, True])
def test_a_consent_on_paper_opens_nothing_to_who_records_or_witnesses_it(
    desk: SignedIn, person: Person, account: Account, is_witness: bool
) -> None:
    grantee = account if is_witness else desk.account
    wish = Wish(person.pk, "PERMIT", "ACCOUNT", "SELF", "RECORD", grantee_key=grantee.pk)
    by = actor_of(desk.account.assignments.get())
    said = {"signer": "PERSON", "witness_id": account.pk, "by": by, "at": timezone.now()}
    with pytest.raises(OwnAccount):
        record_paper_consent(wish=wish, **said)
    assert not Consent.objects.exists()
    assert not Decision.objects.exists()
