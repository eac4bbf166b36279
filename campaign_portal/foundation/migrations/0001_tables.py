"""Accounts, the trail, files, jobs and the other tables of the ground floor.

SQLite makes a table anew for each later change, which took half a minute for an empty database when these were many
migrations. A database that has run them all counts this one as run.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from campaign_portal.foundation.create_tables import CreateTables
from campaign_portal.foundation.migrations._trail import GUARDS


class Migration(migrations.Migration):

    replaces = [('foundation', '0001_initial'), ('foundation', '0002_audit_append_only'), ('foundation', '0003_audit_seals'), ('foundation', '0004_accounts'), ('foundation', '0005_trail')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(max_length=80, unique=True, verbose_name='tên đăng nhập')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('is_active', models.BooleanField(default=True, verbose_name='đang dùng')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='vào trang quản trị danh mục')),
                    ('must_choose_password', models.BooleanField(default=False, verbose_name='phải đặt mật khẩu trước')),
                    ('password_chosen_at', models.DateTimeField(blank=True, null=True, verbose_name='đặt mật khẩu lúc')),
                    ('session_epoch', models.PositiveIntegerField(default=0, verbose_name='lượt phiên')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'tài khoản',
                    'verbose_name_plural': 'tài khoản',
                },
            ),
            migrations.CreateModel(
                name='SignInCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_code', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
                    ('fingerprint', models.CharField(max_length=64, verbose_name='dấu của mã')),
                    ('made_at', models.DateTimeField(verbose_name='cấp lúc')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người cấp')),
                    ('expires_at', models.DateTimeField(verbose_name='dùng được đến')),
                ],
                options={
                    'verbose_name': 'mã đăng nhập lần đầu',
                    'verbose_name_plural': 'mã đăng nhập lần đầu',
                    'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='sign_in_code_expires_later')],
                },
            ),
            migrations.CreateModel(
                name='Installation',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='bản trình diễn')),
                    ('business_date', models.DateField(blank=True, null=True, verbose_name='ngày làm việc của bản trình diễn')),
                    ('story_played_until', models.DateField(blank=True, null=True, verbose_name='câu chuyện đã diễn đến')),
                ],
                options={
                    'verbose_name': 'bản cài đặt',
                    'verbose_name_plural': 'bản cài đặt',
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='installation_one_row'), models.CheckConstraint(condition=models.Q(('is_demo', True), ('business_date__isnull', True), _connector='OR'), name='installation_only_demo_moves_time')],
                },
            ),
            migrations.CreateModel(
                name='AuditEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True, verbose_name='lúc')),
                    ('business_at', models.DateTimeField(verbose_name='theo lịch làm việc')),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người làm')),
                    ('actor_name', models.CharField(max_length=120, verbose_name='họ tên lúc đó')),
                    ('actor_posts', models.TextField(blank=True, verbose_name='chức vụ lúc đó')),
                    ('source', models.CharField(blank=True, max_length=64, verbose_name='từ đâu')),
                    ('action', models.CharField(max_length=80, verbose_name='việc')),
                    ('object_type', models.CharField(max_length=80, verbose_name='loại')),
                    ('object_id', models.CharField(max_length=64, verbose_name='mã')),
                    ('object_text', models.CharField(max_length=300, verbose_name='đối tượng')),
                    ('before', models.JSONField(default=dict, verbose_name='trước')),
                    ('after', models.JSONField(default=dict, verbose_name='sau')),
                    ('reason', models.TextField(blank=True, verbose_name='lý do')),
                    ('scope_1', models.CharField(blank=True, default='', editable=False, max_length=20)),
                    ('scope_2', models.CharField(blank=True, default='', editable=False, max_length=20)),
                    ('scope_3', models.CharField(blank=True, default='', editable=False, max_length=20)),
                    ('is_private', models.BooleanField(default=False, editable=False, verbose_name='về dữ liệu riêng của hộ')),
                    ('folded', models.TextField(default='', editable=False)),
                ],
                options={
                    'verbose_name': 'dòng nhật ký',
                    'verbose_name_plural': 'nhật ký',
                    'ordering': ['-id'],
                    'indexes': [models.Index(fields=['object_type', 'object_id'], name='foundation__object__e9967e_idx'), models.Index(fields=['scope_1', 'id'], name='trail_of_scope_1'), models.Index(fields=['scope_2', 'id'], name='trail_of_scope_2'), models.Index(fields=['scope_3', 'id'], name='trail_of_scope_3')],
                },
            ),
            migrations.CreateModel(
                name='AuditSeal',
                fields=[
                    ('position', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='số thứ tự')),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='foundation.auditentry', verbose_name='dòng nhật ký')),
                    ('hash', models.CharField(max_length=64, verbose_name='mã băm')),
                    ('sealed_at', models.DateTimeField(verbose_name='niêm phong lúc')),
                ],
                options={
                    'verbose_name': 'niêm phong',
                    'verbose_name_plural': 'niêm phong',
                    'constraints': [models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='audit_seal_positions_from_one')],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('owner_key', models.CharField(db_index=True, max_length=120, verbose_name='thuộc về')),
                    ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                    ('content_type', models.CharField(max_length=100, verbose_name='kiểu')),
                    ('size', models.PositiveBigIntegerField(verbose_name='số byte')),
                    ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                    ('content', models.FileField(upload_to='%Y/%m/', verbose_name='nội dung')),
                    ('made_by_system', models.BooleanField(default=False, verbose_name='do phần mềm lập')),
                    ('stored_at', models.DateTimeField(verbose_name='lúc')),
                    ('stored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nộp')),
                ],
                options={
                    'verbose_name': 'tệp',
                    'verbose_name_plural': 'tệp',
                },
            ),
            migrations.CreateModel(
                name='NumberSeries',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('authority_key', models.CharField(max_length=80, verbose_name='cơ quan')),
                    ('series', models.CharField(max_length=40, verbose_name='loại sổ')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                    ('keeper', models.CharField(choices=[('system', 'phần mềm cấp số'), ('clerk', 'sổ của văn thư')], default='system', max_length=10, verbose_name='ai cấp số')),
                    ('last_number', models.PositiveIntegerField(default=0, verbose_name='số cuối')),
                    ('last_on', models.DateField(blank=True, null=True, verbose_name='ngày của số cuối')),
                ],
                options={
                    'verbose_name': 'sổ số văn bản',
                    'verbose_name_plural': 'sổ số văn bản',
                    'constraints': [models.UniqueConstraint(fields=('authority_key', 'series', 'year'), name='number_series_once_a_year')],
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=80, verbose_name='việc')),
                    ('key', models.CharField(blank=True, max_length=160, verbose_name='khóa')),
                    ('payload', models.JSONField(default=dict, verbose_name='tham số')),
                    ('owner_key', models.CharField(blank=True, max_length=120, verbose_name='thuộc về')),
                    ('state', models.CharField(choices=[('queued', 'đang chờ'), ('running', 'đang làm'), ('done', 'xong'), ('failed', 'hỏng')], default='queued', max_length=10, verbose_name='trạng thái')),
                    ('run_after', models.DateTimeField(verbose_name='không trước lúc')),
                    ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='giữ đến')),
                    ('token', models.CharField(blank=True, max_length=32, verbose_name='thợ')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                    ('steps_done', models.PositiveIntegerField(default=0, verbose_name='đã xong')),
                    ('steps_total', models.PositiveIntegerField(default=0, verbose_name='tổng số bước')),
                    ('step_note', models.CharField(blank=True, max_length=200, verbose_name='đang làm gì')),
                    ('result', models.JSONField(default=dict, verbose_name='kết quả')),
                    ('error', models.TextField(blank=True, verbose_name='lỗi')),
                    ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người yêu cầu')),
                    ('requested_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='bắt đầu')),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ],
                options={
                    'verbose_name': 'việc nền',
                    'verbose_name_plural': 'việc nền',
                    'indexes': [models.Index(fields=['state', 'run_after'], name='foundation__state_c3e661_idx'), models.Index(fields=['owner_key'], name='foundation__owner_k_b52c26_idx')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), ('state__in', ['queued', 'running'])), fields=('key',), name='job_one_live_per_key'), models.CheckConstraint(condition=models.Q(('steps_done__lte', models.F('steps_total'))), name='job_steps_within_total')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                    ('form_key', models.CharField(max_length=80, verbose_name='biểu')),
                    ('object_key', models.CharField(max_length=120, verbose_name='đối tượng')),
                    ('data', models.JSONField(default=dict, verbose_name='nội dung')),
                    ('saved_at', models.DateTimeField(verbose_name='lưu lúc')),
                ],
                options={
                    'verbose_name': 'bản nháp',
                    'verbose_name_plural': 'bản nháp',
                    'constraints': [models.UniqueConstraint(fields=('user', 'form_key', 'object_key'), name='draft_one_per_form')],
                },
            ),
        ]),
        *GUARDS,
    ]
