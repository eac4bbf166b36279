"""The chain of the trail; its rows are written once as well."""

import django.db.models.deletion
from django.db import migrations, models

from campaign_portal.foundation.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0002_audit_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='số thứ tự')),
                ('hash', models.CharField(max_length=64, verbose_name='mã băm')),
                ('sealed_at', models.DateTimeField(verbose_name='niêm phong lúc')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='foundation.auditentry', verbose_name='dòng nhật ký')),
            ],
            options={
                'verbose_name': 'niêm phong',
                'verbose_name_plural': 'niêm phong',
                'constraints': [models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='audit_seal_positions_from_one')],
            },
        ),
        append_only("foundation_auditseal"),
    ]
