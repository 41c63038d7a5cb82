from django.db import migrations, models
from django.db.models import Q

TABLE, NEW = "budgets_capitation", "budgets_capitationwithdrawal"
# Who paid stood in the postings alone; a year that paid nothing has none, and no fund.
FUNDS = f"""
alter table {TABLE} disable trigger {TABLE}_append_only;
update {TABLE} c set fund = a.payer
from accounts_posting p join accounts_account a on a.id = p.debit_id
where p.entry_id = c.entry_id;
alter table {TABLE} enable trigger {TABLE}_append_only;
"""
ONLY_ADDED = (
    f"create trigger {NEW}_append_only before update or delete on {NEW} "
    "for each statement execute function refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_nodes"), ("budgets", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="capitation",
            name="fund",
            field=models.CharField(default="", max_length=24),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="capitation",
            name="attempt",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.RunSQL(FUNDS, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="capitation", name="capitation_once"),
        migrations.AddConstraint(
            model_name="capitation",
            constraint=models.UniqueConstraint(
                fields=("period", "institution", "fund", "attempt"), name="capitation_once"
            ),
        ),
        migrations.CreateModel(
            name="CapitationWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "capitation",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="budgets.capitation",
                    ),
                ),
                (
                    "reversal",
                    models.OneToOneField(
                        null=True,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")
                ]
            },
        ),
        migrations.RunSQL(ONLY_ADDED, migrations.RunSQL.noop),
    ]
