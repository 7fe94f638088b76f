import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("vault", "0002_key_versions")]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="key",
            field=models.OneToOneField(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                to="vault.key",
            ),
        ),
    ]
