from importlib import import_module

from django.db import migrations

first = import_module("yiyang.record.migrations.0002_project")
before = import_module("yiyang.record.migrations.0005_project_pairs")
TABLES = {**first.TABLES, **before.PAIRS}
# As before, but each resource is looked up, compared and written by itself, by its own key: the
# planner, left free, read all resources for three of them, wherever it had last counted the table
# when it was nearly empty, and kept that plan for the session.
FUNCTION = f"""
create or replace function record_project(
  types text[], ids text[], bodies text[], digests uuid[], persons bigint[], origins text[],
  moment timestamptz, indexed jsonb
) returns integer language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  changed bigint[];
  created integer := 0;
  keys bigint[] := array_fill(null::bigint, array[cardinality(types)]);  -- whose rows are written
  known boolean[] := array_fill(false, array[cardinality(types)]);
  place integer;
  found_key bigint;
  differs boolean;
begin
  for place, found_key in
    select g.place, r.key from unnest(types, ids) with ordinality as g(type, id, place)
    cross join lateral (
      select key from record_resource s where s.type = g.type and s.id = g.id offset 0
    ) r order by r.key
  loop
    known[place] := true;
    select case when bodies[place] is null then r.deleted_at is null
           else r.digest <> digests[place] or r.deleted_at is not null
                or r.person_id is distinct from persons[place] end
    into differs from record_resource r where r.key = found_key for update;
    continue when not differs;
    changed := changed || found_key;
    if bodies[place] is not null then
      keys[place] := found_key;
    end if;
    insert into record_resourceversion (resource_id, version, body, person_id, updated_at,
                                        deleted_at, xid, seq)
    select key, version, body, person_id, updated_at, deleted_at, xid, seq
    from record_resource where key = found_key;
    update record_resource r
    set version = r.version + 1, body = coalesce(bodies[place], r.body),
        digest = coalesce(digests[place], r.digest),
        person_id = case when bodies[place] is null then r.person_id else persons[place] end,
        origin = origins[place], updated_at = moment,
        deleted_at = case when bodies[place] is null then moment end,
        xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
    where r.key = found_key;
  end loop;

  for place in 1 .. cardinality(types) loop
    continue when known[place] or bodies[place] is null;
    insert into record_resource (type, id, version, body, digest, person_id, also_about, origin,
                                 updated_at)
    values (types[place], ids[place], 1, bodies[place], digests[place], persons[place], '{{}}',
            origins[place], moment)
    on conflict (type, id) do nothing returning key into found_key;
    if found then
      keys[place] := found_key;
      created := created + 1;
    end if;
  end loop;

  if created = 0 and changed is null then
    return 0;
  end if;
{"".join(first._index(table, *columns) for table, columns in TABLES.items())}
  return created + coalesce(cardinality(changed), 0);
end $$;
"""
RESET = "alter function record_project reset all"


class Migration(migrations.Migration):
    dependencies = [("record", "0008_filters_of_exports")]
    operations = [migrations.RunSQL(FUNCTION, [RESET, first.function(TABLES)])]
