from django.db import migrations

# Stores resources made from rows: what is new, what differs (the version before it is kept), and
# what is no more (a body of null).  Of the index rows only those that differ are written, because
# a bed's state changes many times a day and its name never.  One function, so that a service pays
# one round trip and the plans are kept by the session.
TABLES = {
    "token": ("param int, system bigint, code bigint", "param, system, code"),
    "date": ("param int, low timestamptz, high timestamptz", "param, low, high"),
    "string": ("param int, value text", "param, value"),
    "reference": ("param int, target text", "param, target"),
    "quantity": (
        "param int, low numeric, high numeric, system bigint, code bigint",
        "param, low, high, system, code",
    ),
    "uri": ("param int, value text", "param, value"),
}


def _index(table: str, columns: str, names: str) -> str:
    typed = [column.strip().split(" ") for column in columns.split(",")]
    read = ", ".join(f"(e ->> {n})::{kind}" for n, (_, kind) in enumerate(typed, start=1))
    same = " and ".join(f"w.{name.strip()} = i.{name.strip()}" for name in names.split(","))
    wanted = f"""
      select keys[(e ->> 0)::int] as resource_id, {read}
      from jsonb_array_elements(coalesce(indexed -> '{table}', '[]')) e
      where keys[(e ->> 0)::int] is not null
    """
    return f"""
  if changed is not null then
    delete from record_{table} i where i.resource_id = any(changed) and not exists (
      select 1 from ({wanted}) w(resource_id, {names})
      where w.resource_id = i.resource_id and {same});
  end if;
  if indexed ? '{table}' then
    insert into record_{table} (resource_id, {names}) {wanted} on conflict do nothing;
  end if;
"""


def function(tables: dict[str, tuple[str, str]]) -> str:
    """Return the statement that makes the function, for these tables of index rows."""
    return f"""
create or replace function record_project(
  types text[], ids text[], bodies text[], digests uuid[], persons bigint[], origins text[],
  moment timestamptz, indexed jsonb
) returns integer language plpgsql as $$
declare
  changed bigint[];
  created integer;
  keys bigint[];  -- by place of what was given: those whose index rows are to be written
begin
  perform 1 from record_resource r
  join unnest(types, ids) as g(type, id) on r.type = g.type and r.id = g.id
  order by r.key for update of r;

  select array_agg(r.key) into changed
  from unnest(types, ids, bodies, digests, persons) as g(type, id, body, digest, person)
  join record_resource r on r.type = g.type and r.id = g.id
  where case when g.body is null then r.deleted_at is null
        else r.digest <> g.digest or r.deleted_at is not null
             or r.person_id is distinct from g.person end;

  if changed is not null then
    insert into record_resourceversion (resource_id, version, body, person_id, updated_at,
                                        deleted_at, xid, seq)
    select key, version, body, person_id, updated_at, deleted_at, xid, seq
    from record_resource where key = any(changed);

    update record_resource r
    set version = r.version + 1, body = coalesce(g.body, r.body),
        digest = coalesce(g.digest, r.digest),
        person_id = case when g.body is null then r.person_id else g.person end,
        origin = g.origin, updated_at = moment,
        deleted_at = case when g.body is null then moment end,
        xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
    from unnest(types, ids, bodies, digests, persons, origins)
         as g(type, id, body, digest, person, origin)
    where r.key = any(changed) and r.type = g.type and r.id = g.id;
  end if;

  with made as (
    insert into record_resource (type, id, version, body, digest, person_id, also_about, origin,
                                 updated_at)
    select g.type, g.id, 1, g.body, g.digest, g.person, '{{}}', g.origin, moment
    from unnest(types, ids, bodies, digests, persons, origins)
         as g(type, id, body, digest, person, origin)
    where g.body is not null
      and not exists (select 1 from record_resource r where r.type = g.type and r.id = g.id)
    on conflict (type, id) do nothing
    returning key, type, id
  )
  select array_agg(coalesce(
      made.key,
      case when r.key = any(changed) and g.body is not null then r.key end) order by g.place)
  into keys
  from unnest(types, ids, bodies) with ordinality as g(type, id, body, place)
  left join made on made.type = g.type and made.id = g.id
  left join record_resource r on r.type = g.type and r.id = g.id;

  select count(*) into created from unnest(keys) k where k is not null and k <> all(coalesce(changed, '{{}}'));
  if created = 0 and changed is null then
    return 0;
  end if;
{"".join(_index(table, *columns) for table, columns in tables.items())}
  return created + coalesce(cardinality(changed), 0);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunSQL(function(TABLES), "drop function record_project")]
