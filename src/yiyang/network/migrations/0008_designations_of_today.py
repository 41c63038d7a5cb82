"""Who is designated now has been so as long as anybody knows: nothing told since when."""

from django.db import migrations

COPY = """
insert into network_designation (institution_id, scheme, span)
select id, 'MEDICAL', daterange(null, null) from network_institution where designated
union all
select institution_id, 'LONG_TERM_CARE', daterange(null, null) from network_capability
where code = 'LONG_TERM_CARE'
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0007_designations")]

    operations = [migrations.RunSQL(COPY, "delete from network_designation")]
