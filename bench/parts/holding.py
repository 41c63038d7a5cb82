"""Hold, admit, leave as pgbench scripts: the program's own statements, and a bare floor.

The real script is made of the constants of ``beds.claims`` and ``audit.services``.  The floor
does the same writes in the same three transactions, on a bed picked by its number, in tables
that lack the exclusion constraints and the foreign keys, and so has nothing to choose or check.
"""

from __future__ import annotations

from bench.parts.pgbench import filled
from yiyang.audit.services import INSERT
from yiyang.beds import claims

PEOPLE_EACH = 500  # people of one client: two clients never move the same person at once
KIND = "INSTITUTION_BED"
SALT = r"'\x000102030405060708090a0b0c0d0e0f'::bytea"
DIGEST = rf"'\x{'5e' * 32}'::bytea"
BODY = r"'\x7b22626564223a31322c22636c61696d223a34357d'::bytea"  # {"bed":12,"claim":45}
HOME_KINDS = "array[" + ", ".join(f"'{kind}'" for kind in claims.HOME_KINDS) + "]"
SAME = """
create table {floor} (like {real} including defaults including identity including constraints);
alter table {floor} add primary key (id);
"""
FLOOR_TABLES = (
    *(SAME.format(floor=f"floor_{table.split('_')[1]}", real=table) for table in (
        "network_bed", "beds_bedclaim", "beds_presence", "audit_entry"
    )),
    """
    create table floor_payload (like audit_payload including defaults including constraints);
    alter table floor_payload add primary key (entry_id);
    create index on floor_bedclaim (bed_id) where is_active;
    create index on floor_bedclaim (person_id) where is_active;
    create index on floor_presence (person_id);
    create index on floor_entry (xid, id);
    create index on floor_entry (person_id, id desc);
    insert into floor_bed overriding system value select * from network_bed;
    """,
)  # fmt: skip


def real_script(*, hot: int | None = None) -> str:
    """Return the script of the program's own statements.

    Args:
        hot: the institution that everybody wants; None for any, equally often.
    """
    chosen = str(hot) if hot is not None else "random(1, :institutions)"
    lock = filled(claims.LOCK_PERSON, person=":person")
    return _script(
        [r"\set person :client_id * 500 + random(1, 500)", rf"\set institution {chosen}"],
        [lock, _hold() + r" \gset h_", _audit(INSERT, "hold")],
        [lock, _occupy(), _audit(INSERT, "admit")],
        [lock, _end(), _audit(INSERT, "leave")],
    )


def floor_script() -> str:
    """Return the script of the floor: the same writes, nothing chosen and nothing checked."""
    insert = INSERT.replace("audit_", "floor_")
    lock = filled(claims.LOCK_PERSON, person=":person")
    return _script(
        [r"\set person :client_id * 500 + random(1, 500)", r"\set bed random(1, :beds)"],
        [lock, filled(FLOOR_HOLD) + r" \gset h_", _audit(insert, "hold")],
        [lock, filled(FLOOR_OCCUPY) + r" \gset p_", _audit(insert, "admit")],
        [lock, filled(FLOOR_END), _audit(insert, "leave")],
    )


def _script(variables: list[str], *transactions: list[str]) -> str:
    lines = list(variables)
    for statements in transactions:
        inside = [line if r"\gset" in line else f"{line};" for line in statements]
        lines += ["begin;", *inside, "commit;"]
    return "\n".join(lines) + "\n"


def _hold() -> str:
    return filled(
        claims.HOLD,
        at="now()",
        kind=f"'{KIND}'",
        institution=":institution",
        sex_rules="array['ANY', 'WOMEN']",
        isolation="false",
        nursing="false",
        dementia="false",
        is_pooled="false",
        budget="800000",
        subsidy="''",
        shielded="false",
        bed="null",
        person=":person",
        case="null",
        lasts="'2 hours'",
    )


def _occupy() -> str:
    return filled(claims.OCCUPY, at="now()", claim=":h_id", axis="'CARE'")


def _end() -> str:
    values = {"reason": "'MOVED'", "to_clean": "false", "home_kinds": HOME_KINDS}
    return filled(claims.END, at="now()", claim=":h_id", **values)


def _audit(insert: str, action: str) -> str:
    entry = ("now()", "1", "1", f"'transfer.{action}'", "'transfer'", ":person::text")
    return filled(insert, *entry, ":person", DIGEST, SALT, BODY)


FLOOR_HOLD = """
with bed as (
  update floor_bed set state = 'HELD', state_since = now() where id = :bed returning id
)
insert into floor_bedclaim
  (bed_id, person_id, case_id, kind, span, is_active, end_reason, diagnosis)
select id, :person, null, 'HOLD', tstzrange(now(), now() + interval '2 hours'), true, '', ''
from bed returning id
"""
FLOOR_OCCUPY = """
with claim as (
  update floor_bedclaim set kind = 'OCCUPY', span = tstzrange(now(), null) where id = :h_id
), bed as (
  update floor_bed set state = 'OCCUPIED', state_since = now() where id = :bed
)
insert into floor_presence (person_id, axis, bed_kind, claim_id, span)
values (:person, 'CARE', 'INSTITUTION_BED', :h_id, tstzrange(now(), null)) returning id
"""
FLOOR_END = """
with claim as (
  update floor_bedclaim set span = tstzrange(lower(span), now() + interval '1 microsecond'),
    is_active = false, end_reason = 'MOVED'
  where id = :h_id
), presence as (
  update floor_presence set span = tstzrange(lower(span), now() + interval '1 microsecond')
  where id = :p_id
)
update floor_bed set state = 'FREE', state_since = now() where id = :bed
"""
