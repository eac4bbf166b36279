import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_audit_seals")]

    operations = [
        migrations.AddField(
            model_name='user',
            name='must_choose_password',
            field=models.BooleanField(default=False, verbose_name='phải đặt mật khẩu trước'),
        ),
        migrations.AddField(
            model_name='user',
            name='password_chosen_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='đặt mật khẩu lúc'),
        ),
        migrations.AddField(
            model_name='user',
            name='session_epoch',
            field=models.PositiveIntegerField(default=0, verbose_name='lượt phiên'),
        ),
        migrations.CreateModel(
            name='SignInCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='dấu của mã')),
                ('made_at', models.DateTimeField(verbose_name='cấp lúc')),
                ('expires_at', models.DateTimeField(verbose_name='dùng được đến')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người cấp')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_code', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'mã đăng nhập lần đầu',
                'verbose_name_plural': 'mã đăng nhập lần đầu',
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='sign_in_code_expires_later')],
            },
        ),
    ]
