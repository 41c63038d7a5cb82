"""Grants are written and ended with their reason, and nothing of them is ever lost."""

from datetime import datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.world import make_account, make_institution, make_person
from yiyang.access.models import Grant
from yiyang.access.services import end_grants, write_grant
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _write(now: datetime, **changes: object) -> Grant:
    facts = {
        "person_id": make_person().pk,
        "grantee_kind": "INSTITUTION",
        "grantee_id": make_institution().pk,
        "purpose": "TRANSFER",
        "scope": "SUMMARY",
        "since": now,
        "until": None,
        "origin_kind": "hold",
        "origin_id": 7,
        "by": PROGRAM,
        "at": now,
    }
    return write_grant(**(facts | changes))


def test_a_grant_is_kept_with_its_reason_and_its_audit_row(now: datetime) -> None:
    grant = Grant.objects.get(pk=_write(now).pk)
    assert grant.span == DateTimeTZRange(now, None)
    entry = Entry.objects.get(action="grant.write")
    assert (entry.subject_id, entry.person_id) == (str(grant.pk), grant.person_id)


@pytest.mark.parametrize(
    "wrong",
    [{"purpose": "PLEASURE"}, {"scope": "ALL"}, {"grantee_kind": "DOG"}, {"until": "since"}],
)
def test_a_grant_that_makes_no_sense_writes_nothing(now: datetime, wrong: dict) -> None:
    with pytest.raises(ValueError):
        _write(now, **{k: now if v == "since" else v for k, v in wrong.items()})
    assert not Grant.objects.exists()
    assert not Entry.objects.filter(action="grant.write").exists()


def test_ending_closes_every_open_grant_of_the_origin_and_no_other(now: datetime) -> None:
    ours = [_write(now), _write(now, until=now + 9 * HOUR)]
    other = _write(now, origin_id=8)
    kind = _write(now, origin_kind="stay")
    at = now + HOUR
    assert end_grants(origin_kind="hold", origin_id=7, by=PROGRAM, at=at) == 2
    for grant in ours:
        grant.refresh_from_db()
        assert grant.span == DateTimeTZRange(now, at)
    for grant in (other, kind):
        grant.refresh_from_db()
        assert grant.span.upper is None
    assert Entry.objects.filter(action="grant.end").count() == 2


def test_ending_again_changes_nothing_and_says_so(now: datetime) -> None:
    grant = _write(now)
    end_grants(origin_kind="hold", origin_id=7, by=PROGRAM, at=now + HOUR)
    assert end_grants(origin_kind="hold", origin_id=7, by=PROGRAM, at=now + 2 * HOUR) == 0
    grant.refresh_from_db()
    assert grant.span.upper == now + HOUR


@pytest.mark.parametrize("begins_in", [timedelta(0), HOUR])
def test_a_grant_that_has_not_begun_never_comes_into_force(
    now: datetime, begins_in: timedelta
) -> None:
    grant = _write(now, since=now + begins_in)
    assert end_grants(origin_kind="hold", origin_id=7, by=PROGRAM, at=now) == 1
    grant.refresh_from_db()
    assert grant.span.upper == now
    assert not Grant.objects.filter(span__contains=now).exists()
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_an_account_can_be_granted_too(now: datetime) -> None:
    account = make_account()
    grant = _write(now, grantee_kind=Grant.GranteeKind.ACCOUNT, grantee_id=account.pk)
    assert grant.grantee_kind == "ACCOUNT"
