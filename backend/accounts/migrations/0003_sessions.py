import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from backend.accounts.adapter import MFAAdapter


def seal_recovery_codes(apps, schema_editor):
    all_of_them = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for kept in all_of_them.filter(type="recovery_codes"):
        kept.data["seed"] = MFAAdapter().encrypt(kept.data["seed"])
        kept.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Sessions get a table of their own. Nobody is carried over: everybody signs in once more."""

    dependencies = [
        ("accounts", "0002_key_may_be_gone"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("mark", models.BinaryField(max_length=32, unique=True)),
                ("data", models.BinaryField()),
                ("last_seen_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL("drop table if exists django_session", migrations.RunSQL.noop),
        migrations.RunPython(seal_recovery_codes, migrations.RunPython.noop),
    ]
