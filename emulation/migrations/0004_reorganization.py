import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("emulation", "0003_units"),
        ("foundation", "0003_audit_seals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reorganization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('effective_on', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='văn bản')),
                ('basis_date', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('state', models.CharField(choices=[('draft', 'dự thảo'), ('applied', 'đã áp dụng'), ('undone', 'đã hoàn tác')], default='draft', max_length=10, verbose_name='trạng thái')),
                ('content', models.JSONField(default=dict, verbose_name='nội dung')),
                ('made_at', models.DateTimeField(verbose_name='lập lúc')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='áp dụng lúc')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('basis_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('within', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit', verbose_name='trong')),
            ],
            options={
                'verbose_name': 'lần sắp xếp đơn vị',
                'verbose_name_plural': 'các lần sắp xếp đơn vị',
            },
        ),
        migrations.CreateModel(
            name='ReorganizationLedger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=30, verbose_name='phần')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('entries', models.JSONField(default=list, verbose_name='đã ghi')),
                ('marks', models.JSONField(default=dict, verbose_name='số dòng lúc áp dụng')),
                ('reorganization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ledgers', to='emulation.reorganization')),
            ],
            options={
                'verbose_name': 'sổ hoàn tác',
                'verbose_name_plural': 'sổ hoàn tác',
            },
        ),
        migrations.AddConstraint(
            model_name='reorganization',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('applied_at__isnull', False)), _connector='OR'), name='reorganization_applied_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='reorganization',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at__isnull', False), _connector='OR'), name='reorganization_undone_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='reorganizationledger',
            constraint=models.UniqueConstraint(fields=('reorganization', 'section'), name='ledger_once_a_section'),
        ),
    ]
