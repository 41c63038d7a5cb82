"""Joining two records of one person and parting them: nothing is lost by either."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.identity.pairs import make_candidate
from tests.recognition.conftest import Results
from tests.world import make_account, make_agreement, make_institution, make_member, make_person
from yiyang.access.models import Denial, Grant
from yiyang.access.services import end_grants, write_grant
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.identity import services
from yiyang.identity.models import Candidate, Merge
from yiyang.people.models import Identifier, Person, Relative
from yiyang.people.services import add_identifier
from yiyang.recognition.services import cancel_order
from yiyang.record.models import Resource
from yiyang.record.services.importing import import_bundle

TWO = b"""{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"Patient","id":"old","name":[{"text":"\xe6\x9d\x8e\xe7\xa7\x80\xe8\x8b\xb1"}]}},
{"resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/old"}}},
{"resource":{"resourceType":"Patient","id":"new","name":[{"text":"\xe6\x9d\x8e\xe7\xa7\x80\xe8\x8b\xb1"}]}},
{"resource":{"resourceType":"Condition","id":"c2","subject":{"reference":"Patient/new"}}}]}"""


def two_people() -> tuple[Person, Person]:
    report = import_bundle(body=TWO, by=PROGRAM, at=NOW)
    assert not report.findings
    keys = Resource.objects.filter(type="Patient", fhir_id__in=("old", "new"))
    people = {r.fhir_id: Person.objects.get(pk=r.person_id) for r in keys}
    Relative.objects.create(person=people["new"], name="李明", relation="CHILD")
    add_identifier(
        person_id=people["new"].pk, system="HEALTH_RECORD", value="31010600600100007", by=PROGRAM,
        at=NOW,
    )  # fmt: skip
    return people["old"], people["new"]


def whose() -> dict[str, set[int | None]]:
    """Return, for each table that is joined, which person each row belongs to."""
    return {
        "resources": set(Resource.objects.values_list("key", "person_id")),
        "numbers": set(Identifier.objects.values_list("pk", "person_id")),
        "relatives": set(Relative.objects.values_list("pk", "person_id")),
    }


def merged() -> tuple[Merge, Person, Person]:
    old, new = two_people()
    pair = make_candidate(old, new)
    merge = services.merge_people(
        candidate_id=pair.pk, survivor_id=old.pk, reason="电话核实", by=PROGRAM, at=NOW
    )
    return merge, old, new


@pytest.mark.django_db
def test_a_joined_record_is_read_whole_and_parting_gives_every_row_back() -> None:
    old, new = two_people()
    before = whose()
    pair = make_candidate(old, new)
    merge = services.merge_people(
        candidate_id=pair.pk, survivor_id=old.pk, reason="电话核实", by=PROGRAM, at=NOW
    )
    assert set(Resource.objects.values_list("person_id", flat=True)) == {old.pk}
    assert Relative.objects.get().person_id == old.pk
    assert Person.objects.get(pk=new.pk).merged_into_id == old.pk
    assert Candidate.objects.get().state == "SAME"

    services.part_people(merge_id=merge.pk, reason="认错了人", by=PROGRAM, at=NOW)
    assert whose() == before
    assert Person.objects.get(pk=new.pk).merged_into_id is None
    assert Candidate.objects.get().state == "APART"
    assert Entry.objects.filter(action__in=("identity.merge", "identity.part")).count() == 2


@pytest.mark.django_db
def test_what_is_written_after_the_joining_stays_with_the_survivor() -> None:
    merge, old, _ = merged()
    later = Relative.objects.create(person=old, name="李红", relation="CHILD")
    services.part_people(merge_id=merge.pk, reason="认错了人", by=PROGRAM, at=NOW)
    assert Relative.objects.get(pk=later.pk).person_id == old.pk


@pytest.mark.django_db
def test_who_may_see_the_absorbed_may_see_the_survivor_until_they_are_parted() -> None:
    old, new = two_people()
    centre = make_institution()
    write_grant(
        person_id=new.pk, grantee_kind="INSTITUTION", grantee_id=centre.pk, purpose="CARE",
        scope="SUMMARY", since=NOW, until=None, origin_kind="test", origin_id=1, by=PROGRAM, at=NOW,
    )  # fmt: skip
    pair = make_candidate(old, new)
    merge = services.merge_people(
        candidate_id=pair.pk, survivor_id=old.pk, reason="核实", by=PROGRAM, at=NOW
    )
    copied = Grant.objects.get(person=old, origin_kind="test", origin_id=1)
    assert (copied.grantee_id, copied.scope, copied.span.upper) == (centre.pk, "SUMMARY", None)
    services.part_people(merge_id=merge.pk, reason="认错了人", by=PROGRAM, at=NOW)
    copied.refresh_from_db()
    assert copied.span.upper == NOW


@pytest.mark.django_db
def test_a_record_with_an_agreement_under_way_is_not_absorbed() -> None:
    old, new = two_people()
    centre = make_institution("CHC")
    make_member(make_agreement("FAMILY_DOCTOR", centre), new, "FAMILY_DOCTOR", centre)
    pair = make_candidate(old, new)
    before = whose()
    with pytest.raises(services.StillOpen):
        services.merge_people(
            candidate_id=pair.pk, survivor_id=old.pk, reason="-", by=PROGRAM, at=NOW
        )
    assert whose() == before and not Merge.objects.exists()


@pytest.mark.django_db
def test_a_record_with_a_test_ordered_is_not_absorbed_before_its_order_ends() -> None:
    results = Results()
    old, new = two_people()
    order = results.order(person=new)
    pair = make_candidate(old, new)
    joined = {"candidate_id": pair.pk, "survivor_id": old.pk, "reason": "-", "by": PROGRAM}
    before = whose()
    with pytest.raises(services.StillOpen):
        services.merge_people(**joined, at=NOW)
    assert whose() == before and not Merge.objects.exists()
    cancel_order(order=order, by=PROGRAM, at=NOW)
    assert services.merge_people(**joined, at=NOW).absorbed == new


@pytest.mark.django_db
def test_a_pair_is_judged_once_and_a_joining_parted_once() -> None:
    merge, _, _ = merged()
    pair = merge.candidate
    with pytest.raises(services.AlreadyJudged):
        services.judge_apart(candidate_id=pair.pk, reason="-", by=PROGRAM, at=NOW)
    third = make_person("李秀瑛")
    again = make_candidate(third, merge.absorbed)
    with pytest.raises(services.AlreadyJudged):
        services.merge_people(
            candidate_id=again.pk, survivor_id=third.pk, reason="-", by=PROGRAM, at=NOW
        )
    services.part_people(merge_id=merge.pk, reason="-", by=PROGRAM, at=NOW)
    with pytest.raises(services.NotMerged):
        services.part_people(merge_id=merge.pk, reason="-", by=PROGRAM, at=NOW)


@pytest.mark.django_db
def test_who_follows_the_record_hears_of_resources_that_change_hands() -> None:
    old, new = two_people()
    seen = max(Resource.objects.values_list("seq", flat=True))
    pair = make_candidate(old, new)
    services.merge_people(candidate_id=pair.pk, survivor_id=old.pk, reason="-", by=PROGRAM, at=NOW)
    moved = Resource.objects.filter(fhir_id__in=("new", "c2"))
    assert [resource.seq > seen for resource in moved] == [True, True]
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        assert {r.xid for r in moved} == {cursor.fetchone()[0]}


@pytest.mark.django_db
def test_a_copied_grant_ends_with_the_reason_of_the_first() -> None:
    old, new = two_people()
    centre = make_institution()
    write_grant(
        person_id=new.pk, grantee_kind="INSTITUTION", grantee_id=centre.pk, purpose="CARE",
        scope="RECORD", since=NOW, until=None, origin_kind="consent", origin_id=7, by=PROGRAM,
        at=NOW,
    )  # fmt: skip
    pair = make_candidate(old, new)
    services.merge_people(candidate_id=pair.pk, survivor_id=old.pk, reason="-", by=PROGRAM, at=NOW)
    end_grants(origin_kind="consent", origin_id=7, by=PROGRAM, at=NOW)
    assert not Grant.objects.filter(origin_kind="consent", span__endswith__isnull=True).exists()


@pytest.mark.django_db
def test_what_the_absorbed_forbade_stays_forbidden_and_their_account_answers_for_both() -> None:
    old, new = two_people()
    account = make_account()
    account.person = new
    account.save()
    Denial.objects.create(
        person=new, institution=None, span=DateTimeTZRange(NOW, None, "[)"), origin_kind="consent",
        origin_id=3,
    )  # fmt: skip
    pair = make_candidate(old, new)
    merge = services.merge_people(
        candidate_id=pair.pk, survivor_id=old.pk, reason="-", by=PROGRAM, at=NOW
    )
    copied = Denial.objects.get(person=old)
    assert (copied.origin_id, copied.institution_id, copied.span.upper) == (3, None, None)
    account.refresh_from_db()
    assert account.person_id == old.pk
    services.part_people(merge_id=merge.pk, reason="-", by=PROGRAM, at=NOW)
    copied.refresh_from_db()
    account.refresh_from_db()
    assert (copied.span.upper, account.person_id) == (NOW, new.pk)
    assert Denial.objects.get(person=new).span.upper is None


@pytest.mark.django_db
def test_joinings_are_parted_in_the_opposite_order() -> None:
    first, old, new = merged()
    third = make_person("李秀英")
    pair = make_candidate(third, old)
    second = services.merge_people(
        candidate_id=pair.pk, survivor_id=third.pk, reason="-", by=PROGRAM, at=NOW
    )
    with pytest.raises(services.LaterFirst):
        services.part_people(merge_id=first.pk, reason="-", by=PROGRAM, at=NOW)
    services.part_people(merge_id=second.pk, reason="-", by=PROGRAM, at=NOW)
    services.part_people(merge_id=first.pk, reason="-", by=PROGRAM, at=NOW)
    assert Resource.objects.get(fhir_id="c2").person_id == new.pk
    assert Resource.objects.get(fhir_id="c1").person_id == old.pk
