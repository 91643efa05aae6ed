from django.db import migrations, models

import progress.flagging


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0002_unreachable"),
    ]

    operations = [
        migrations.AlterField(
            model_name="flag",
            name="rule",
            field=models.CharField(
                choices=[
                    (progress.flagging.Rule["FOOT_CHECK"], progress.flagging.Rule["FOOT_CHECK"]),
                    (progress.flagging.Rule["RED_ZONE"], progress.flagging.Rule["RED_ZONE"]),
                    (progress.flagging.Rule["NEXT_MORNING"], progress.flagging.Rule["NEXT_MORNING"]),
                    (progress.flagging.Rule["NERVE"], progress.flagging.Rule["NERVE"]),
                    (progress.flagging.Rule["PAIN_UP"], progress.flagging.Rule["PAIN_UP"]),
                    (progress.flagging.Rule["STEP_SKIPPED"], progress.flagging.Rule["STEP_SKIPPED"]),
                    (progress.flagging.Rule["SILENT"], progress.flagging.Rule["SILENT"]),
                    (progress.flagging.Rule["UNREACHABLE"], progress.flagging.Rule["UNREACHABLE"]),
                    (progress.flagging.Rule["MAIL_BOUNCED"], progress.flagging.Rule["MAIL_BOUNCED"]),
                ],
                max_length=12,
            ),
        ),
    ]
