from django.db import migrations, models

WHAT_WAS_LEFT_IS_CLOSED = """
update spaces_space set closed_at = seat.left_at
from spaces_membership seat where seat.space_id = spaces_space.id and seat.left_at is not null
"""


class Migration(migrations.Migration):
    dependencies = [("spaces", "0002_key_may_be_gone")]

    operations = [
        migrations.AddField(model_name="space", name="closed_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(WHAT_WAS_LEFT_IS_CLOSED, migrations.RunSQL.noop),
    ]
