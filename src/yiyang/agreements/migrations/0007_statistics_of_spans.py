"""Tell the planner how spans begin and end, which it otherwise guesses at a tenth of the rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_caseload_of_whom")]

    operations = [
        migrations.RunSQL(
            [
                "create statistics agreement_span on (lower(span)), (upper(span))"
                " from agreements_agreement",
                "create statistics member_span on (lower(span)), (upper(span))"
                " from agreements_member",
            ],
            ["drop statistics member_span", "drop statistics agreement_span"],
        )
    ]
