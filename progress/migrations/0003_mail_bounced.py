from django.db import migrations, models

import progress.rules.flagging


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
                    (progress.rules.flagging.Rule["FOOT_CHECK"], progress.rules.flagging.Rule["FOOT_CHECK"]),
                    (progress.rules.flagging.Rule["RED_ZONE"], progress.rules.flagging.Rule["RED_ZONE"]),
                    (
                        progress.rules.flagging.Rule["NEXT_MORNING"],
                        progress.rules.flagging.Rule["NEXT_MORNING"],
                    ),
                    (progress.rules.flagging.Rule["NERVE"], progress.rules.flagging.Rule["NERVE"]),
                    (progress.rules.flagging.Rule["PAIN_UP"], progress.rules.flagging.Rule["PAIN_UP"]),
                    (
                        progress.rules.flagging.Rule["STEP_SKIPPED"],
                        progress.rules.flagging.Rule["STEP_SKIPPED"],
                    ),
                    (progress.rules.flagging.Rule["SILENT"], progress.rules.flagging.Rule["SILENT"]),
                    (
                        progress.rules.flagging.Rule["UNREACHABLE"],
                        progress.rules.flagging.Rule["UNREACHABLE"],
                    ),
                    (
                        progress.rules.flagging.Rule["MAIL_BOUNCED"],
                        progress.rules.flagging.Rule["MAIL_BOUNCED"],
                    ),
                ],
                max_length=12,
            ),
        ),
    ]
