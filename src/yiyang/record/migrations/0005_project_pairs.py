from importlib import import_module

from django.db import migrations

before = import_module("yiyang.record.migrations.0002_project")
PAIRS = {
    "composite": (
        "param int, system bigint, code bigint, low numeric, high numeric, second_system bigint,"
        " second_code bigint",
        "param, system, code, low, high, second_system, second_code",
    )
}


class Migration(migrations.Migration):
    dependencies = [("record", "0004_versions_also_about")]
    operations = [
        migrations.RunSQL(
            before.function({**before.TABLES, **PAIRS}), before.function(before.TABLES)
        )
    ]
