import django.db.models.deletion
from django.db import migrations, models

FILL = """
update checkins_answer answer set check_in_id = sheet.check_in_id
from checkins_sheet sheet where sheet.id = answer.sheet_id;
update checkins_checkin check_in set asked = (
    select count(*) from checkins_sheet sheet where sheet.check_in_id = check_in.id
);
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("checkins", "0001_initial")]

    operations = [
        migrations.AddField(
            "checkin", "asked", models.PositiveSmallIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            "answer",
            "check_in",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkins.checkin",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "answer",
            "check_in",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="checkins.checkin"
            ),
        ),
    ]
