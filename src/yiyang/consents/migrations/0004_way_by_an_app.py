from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consents", "0003_carried_by_a_node")]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="way",
            field=models.CharField(
                choices=[
                    ("PAGE", "own page, with a code"),
                    ("PAPER", "on paper, with a witness"),
                    ("NODE", "given at another node, carried here"),
                    ("APP", "on the page that allows an app"),
                ],
                max_length=8,
            ),
        ),
    ]
