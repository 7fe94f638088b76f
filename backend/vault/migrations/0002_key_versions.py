from base64 import b64decode

import backend.core.clock
from backend.vault import rules
from django.conf import settings
from django.db import migrations, models


def hold_as_ring(apps, editor):
    """A key held one bare secret before; now it holds versions, and the first has the key's own id."""
    keys = apps.get_model("vault", "Key").objects.using(editor.connection.alias)
    for key in keys.iterator():
        held = {
            "secret": b64decode(settings.VAULT_KEYS[key.wrapped_by]),
            "key_id": key.id,
            "bound_to": b"key",
        }
        secret = rules.unseal(bytes(key.wrapped), **held)
        key.wrapped = rules.seal(rules.write_ring({key.id: secret}), **held)
        key.save(update_fields=["wrapped"])


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.RunPython(hold_as_ring, migrations.RunPython.noop),
        migrations.AddField(
            model_name="key",
            name="former_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="key",
            name="made_at",
            field=models.DateTimeField(db_index=True, default=backend.core.clock.now),
        ),
        migrations.AlterField(
            model_name="key",
            name="wrapped_by",
            field=models.CharField(db_index=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name="key",
            index=models.Index(
                condition=models.Q(("former_until__isnull", False)),
                fields=["former_until"],
                name="keys_being_renewed",
            ),
        ),
    ]
