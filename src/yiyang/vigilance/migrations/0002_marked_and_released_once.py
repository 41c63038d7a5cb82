"""An exercise's rows belong to an exercise, and what is released stays as it is."""

from django.db import migrations

MARKED = ("vigilance_pooledbed", "vigilance_pooledstaff", "vigilance_casualty")
SQL = "".join(
    f"alter table {table} add constraint {table}_marked foreign key (response_id, is_exercise) "
    "references vigilance_response (id, is_exercise);"
    for table in MARKED
)
SQL += """
create function vigilance_released_once() returns trigger language plpgsql as $$
begin
  raise exception 'what a pool has released stays as it is' using errcode = 'check_violation';
end $$;
"""
SQL += "".join(
    f"create trigger {table}_released_once before update or delete on {table} for each row "
    "when (old.released_at is not null) execute function vigilance_released_once();"
    for table in MARKED[:2]
)


class Migration(migrations.Migration):
    dependencies = [("vigilance", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
