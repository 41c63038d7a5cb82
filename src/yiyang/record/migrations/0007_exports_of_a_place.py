from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0006_exports")]

    operations = [
        migrations.AddField(
            model_name="export",
            name="place_code",
            field=models.CharField(blank=True, default="", max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="export",
            name="without_place",
            field=models.IntegerField(default=0),
        ),
    ]
