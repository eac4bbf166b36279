"""Every table of the reporting floor, in the order of their keys.

SQLite makes a table anew for each later change, which took half a minute for an empty database when these were many
migrations. A database that has run them all counts this one as run.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from campaign_portal.foundation.create_tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('reporting', '0001_initial'),
        ('reporting', '0002_definition'),
        ('reporting', '0002_reports_asked_for'),
    ]

    initial = True

    dependencies = [
        ('emulation', '0001_tables'),
        ('foundation', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='ReportForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emulation.campaign', verbose_name='phong trào')),
                    ('participant_class', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emulation.participantclass')),
                    ('figures', models.JSONField(default=list, verbose_name='số liệu')),
                    ('sections', models.JSONField(default=list, verbose_name='các mục')),
                    ('set_by', models.CharField(blank=True, max_length=120, verbose_name='mẫu do đâu mà có')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ],
                options={
                    'verbose_name': 'mẫu báo cáo',
                    'verbose_name_plural': 'mẫu báo cáo',
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit', verbose_name='đơn vị')),
                    ('province', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('district', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('commune', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.campaign', verbose_name='phong trào')),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.party', verbose_name='đơn vị báo cáo')),
                    ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.office', verbose_name='nơi nhận')),
                    ('period', models.CharField(max_length=10, verbose_name='kỳ')),
                    ('state', models.CharField(choices=[('draft', 'đang soạn'), ('with_leader', 'chờ lãnh đạo ký'), ('submitted', 'đã nộp'), ('returned', 'trả lại để bổ sung'), ('accepted', 'đã nhận')], default='draft', max_length=12, verbose_name='trạng thái')),
                    ('submission_count', models.PositiveSmallIntegerField(default=0, verbose_name='lần nộp')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lúc')),
                    ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('first_submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lần đầu')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='nhận lúc')),
                    ('return_reason', models.TextField(blank=True, verbose_name='lý do trả lại')),
                ],
                options={
                    'verbose_name': 'báo cáo',
                    'verbose_name_plural': 'báo cáo',
                    'indexes': [models.Index(fields=['campaign', 'period', 'district'], name='reporting_r_campaig_ea48f5_idx')],
                    'constraints': [models.UniqueConstraint(fields=('campaign', 'party', 'period'), name='report_once_a_period'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'accepted']), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='report_sent_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('return_reason', ''), _negated=True), _connector='OR'), name='report_returned_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='Figure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reporting.report', verbose_name='báo cáo')),
                    ('submission', models.PositiveSmallIntegerField(verbose_name='lần nộp')),
                    ('code', models.SlugField(max_length=60, verbose_name='mã')),
                    ('value', models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name='giá trị')),
                    ('whole', models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name='trên tổng')),
                    ('source_key', models.CharField(blank=True, max_length=120, verbose_name='từ đâu')),
                    ('is_provisional', models.BooleanField(default=False, verbose_name='sơ bộ')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='giải trình')),
                ],
                options={
                    'verbose_name': 'số liệu báo cáo',
                    'verbose_name_plural': 'số liệu báo cáo',
                    'constraints': [models.UniqueConstraint(fields=('report', 'submission', 'code'), name='figure_once'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='figure_not_negative'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('whole__isnull', True), ('whole__gte', models.F('value')), _connector='OR'), name='figure_within_its_whole')],
                },
            ),
            migrations.CreateModel(
                name='Narrative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='narratives', to='reporting.report', verbose_name='báo cáo')),
                    ('submission', models.PositiveSmallIntegerField(verbose_name='lần nộp')),
                    ('section', models.SlugField(max_length=40, verbose_name='mục')),
                    ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ],
                options={
                    'verbose_name': 'mục báo cáo',
                    'verbose_name_plural': 'mục báo cáo',
                    'constraints': [models.UniqueConstraint(fields=('report', 'submission', 'section'), name='narrative_once')],
                },
            ),
            migrations.CreateModel(
                name='Snapshot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit', verbose_name='đơn vị')),
                    ('province', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('district', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('commune', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.campaign', verbose_name='phong trào')),
                    ('period', models.CharField(max_length=10, verbose_name='kỳ')),
                    ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='bản số')),
                    ('state', models.CharField(choices=[('compiling', 'đang tổng hợp'), ('frozen', 'đã chốt')], default='compiling', max_length=10, verbose_name='trạng thái')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tổng hợp')),
                    ('asked_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                    ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='chốt lúc')),
                    ('totals', models.JSONField(default=dict, verbose_name='tổng')),
                    ('checksum', models.CharField(blank=True, max_length=64, verbose_name='mã băm')),
                    ('chart_svg', models.TextField(blank=True, verbose_name='biểu đồ')),
                    ('xlsx', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                    ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ],
                options={
                    'verbose_name': 'báo cáo tổng hợp',
                    'verbose_name_plural': 'báo cáo tổng hợp',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('campaign', 'unit', 'period', 'number'), name='snapshot_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'compiling')), fields=('campaign', 'unit', 'period'), name='snapshot_one_compiling'), models.CheckConstraint(condition=models.Q(('state', 'compiling'), models.Q(('number__isnull', False), models.Q(('checksum', ''), _negated=True)), _connector='OR'), name='snapshot_frozen_whole')],
                },
            ),
            migrations.CreateModel(
                name='SnapshotLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='reporting.snapshot', verbose_name='báo cáo tổng hợp')),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.party', verbose_name='đơn vị')),
                    ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.report', verbose_name='báo cáo')),
                    ('submission', models.PositiveSmallIntegerField(null=True, verbose_name='lần nộp')),
                    ('place', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                    ('is_commune', models.BooleanField(verbose_name='là xã, phường')),
                    ('timeliness', models.CharField(choices=[('on_time', 'Đúng hạn'), ('late', 'Trễ'), ('missing', 'Chưa nộp')], max_length=10, verbose_name='tình trạng')),
                    ('submitted_on', models.DateField(null=True, verbose_name='ngày nộp')),
                    ('days_late', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày trễ')),
                    ('plan_points', models.DecimalField(decimal_places=4, max_digits=16, null=True, verbose_name='kế hoạch giảm')),
                    ('figures', models.JSONField(default=dict, verbose_name='số liệu')),
                    ('narratives', models.JSONField(default=dict, verbose_name='nội dung')),
                ],
                options={
                    'verbose_name': 'dòng tổng hợp',
                    'verbose_name_plural': 'dòng tổng hợp',
                    'ordering': ['snapshot', 'place'],
                    'constraints': [models.UniqueConstraint(fields=('snapshot', 'party'), name='snapshot_line_once')],
                },
            ),
            migrations.CreateModel(
                name='ReportRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period', models.CharField(max_length=10, verbose_name='kỳ')),
                    ('title', models.CharField(max_length=150, verbose_name='báo cáo về việc')),
                    ('about', models.TextField(verbose_name='nội dung phải báo cáo')),
                    ('with_form', models.BooleanField(default=False, verbose_name='kèm biểu của báo cáo định kỳ')),
                    ('asked_on', models.DateField(verbose_name='ngày yêu cầu')),
                    ('due_on', models.DateField(verbose_name='hạn')),
                    ('called_off_on', models.DateField(blank=True, null=True, verbose_name='ngày thôi yêu cầu')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người yêu cầu')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.campaign', verbose_name='phong trào')),
                    ('commune', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('district', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.office', verbose_name='cơ quan yêu cầu')),
                    ('province', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'yêu cầu báo cáo đột xuất',
                    'verbose_name_plural': 'yêu cầu báo cáo đột xuất',
                    'ordering': ['-asked_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('campaign', 'period'), name='report_request_once_a_period'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on'))), name='report_request_due_after_asked')],
                },
            ),
        ]),
    ]
