"""Storing a notice with one delivery for each channel by which an account can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from yiyang.audit.sql import rows
from yiyang.kernel.plain import canonical
from yiyang.notices.channels import EMAIL, IN_APP, SMS
from yiyang.notices.models import Notice

GIVEN = ("code", "link", "role", "institution_id", "place_id", "account_id", "subject_kind",
         "subject_id", "urgent", "level", "created_at", "escalate_after", "escalate_at",
         "acknowledged_role")  # fmt: skip
DELIVER = f"""
insert into notices_delivery
  (notice_id, account_id, channel, state, attempts, next_attempt_at, sent_at, fault)
select notice.id, account.id, channel,
       case channel when '{IN_APP}' then 'SENT' else 'WAITING' end,
       case channel when '{IN_APP}' then 1 else 0 end,
       case channel when '{IN_APP}' then null else %(at)s::timestamptz end,
       case channel when '{IN_APP}' then %(at)s::timestamptz end, ''
from notice, access_account account,
  unnest(array['{IN_APP}', '{SMS}', '{EMAIL}']) with ordinality as by_way(channel, place)
where account.id = any(%(accounts)s::bigint[])
  and (channel <> '{SMS}' or %(urgent)s and account.phone <> '')
  and (channel <> '{EMAIL}' or account.email <> '')
order by account.id, place
on conflict do nothing
"""
STORE = f"""
with notice as (
  insert into notices_notice (params, {", ".join(GIVEN)})
  values (%(params)s::jsonb, {", ".join(f"%({name})s" for name in GIVEN)}) returning id
), delivery as ({DELIVER})
select id from notice
"""
TELL = f"with notice as (select %(notice)s::bigint as id) {DELIVER}"


def store(notice: Notice, accounts: Iterable[int], at: datetime) -> None:
    """Store a new notice and its deliveries to some accounts, in one statement."""
    values = {name: getattr(notice, name) for name in GIVEN}
    values |= {"params": canonical(notice.params).decode(), "accounts": list(accounts)}
    ((notice.pk,),) = rows(STORE, **values, at=at)
    notice._state.adding, notice._state.db = False, connection.alias


def tell(notice: Notice, accounts: Iterable[int], at: datetime) -> None:
    """Bring a stored notice to more accounts; who was told already is told once."""
    rows(TELL, notice=notice.pk, accounts=list(accounts), urgent=notice.urgent, at=at)
