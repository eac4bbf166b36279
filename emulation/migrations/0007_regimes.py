import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("emulation", "0006_campaigns"),
    ]

    operations = [
        migrations.AddField(
            model_name='awardform',
            name='corrected_here',
            field=models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây'),
        ),
        migrations.AddField(
            model_name='awardform',
            name='decided_by',
            field=models.CharField(blank=True, max_length=120, verbose_name='ai quyết định'),
        ),
        migrations.AddField(
            model_name='awardform',
            name='given_in_campaigns',
            field=models.BooleanField(default=True, verbose_name='tặng trong phong trào'),
        ),
        migrations.AddField(
            model_name='awardform',
            name='submitted_by',
            field=models.CharField(blank=True, max_length=160, verbose_name='ai trình'),
        ),
        migrations.AddField(
            model_name='basesalary',
            name='corrected_here',
            field=models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây'),
        ),
        migrations.AddField(
            model_name='bonusrule',
            name='corrected_here',
            field=models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây'),
        ),
        migrations.AddField(
            model_name='bonusrule',
            name='is_ceiling',
            field=models.BooleanField(default=False, verbose_name='là mức cao nhất, tỉnh định mức'),
        ),
        migrations.AddField(
            model_name='councilrule',
            name='corrected_here',
            field=models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây'),
        ),
        migrations.AddField(
            model_name='legalbasis',
            name='corrected_here',
            field=models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây'),
        ),
        migrations.AddField(
            model_name='regime',
            name='corrected_here',
            field=models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây'),
        ),
        migrations.AddField(
            model_name='regime',
            name='review_by',
            field=models.DateField(blank=True, null=True, verbose_name='phải xem lại trước ngày'),
        ),
        migrations.AlterField(
            model_name='awardform',
            name='level',
            field=models.CharField(choices=[('state', 'Nhà nước'), ('ministry', 'bộ, ban, ngành'), ('province', 'cấp tỉnh'), ('agency', 'sở, cơ quan chuyên môn'), ('district', 'cấp huyện'), ('commune', 'cấp xã'), ('enterprise', 'doanh nghiệp, hợp tác xã')], max_length=20, verbose_name='cấp quyết định'),
        ),
        migrations.CreateModel(
            name='AwardCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('recipient', models.CharField(choices=[('collective', 'tập thể'), ('household', 'hộ gia đình'), ('individual', 'cá nhân')], max_length=12, verbose_name='cho')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự')),
                ('launcher', models.CharField(choices=[('state', 'Chủ tịch nước, Thủ tướng Chính phủ'), ('province', 'bộ, ban, ngành, tỉnh'), ('any', 'cấp nào cũng được')], max_length=10, verbose_name='phong trào do ai phát động')),
                ('lasting_years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='kéo dài từ, năm')),
                ('review', models.CharField(choices=[('any', 'lúc nào cũng được'), ('interim_or_final', 'khi sơ kết hoặc tổng kết'), ('final', 'chỉ khi tổng kết')], max_length=20, verbose_name='xét khi nào')),
                ('standard', models.CharField(max_length=300, verbose_name='tiêu chuẩn')),
                ('award_form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='emulation.awardform', verbose_name='hình thức')),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='emulation.regime', verbose_name='chế độ')),
            ],
            options={
                'verbose_name': 'điều kiện mở hình thức khen thưởng',
                'verbose_name_plural': 'điều kiện mở hình thức khen thưởng',
                'ordering': ['award_form', 'recipient', 'position'],
                'constraints': [models.UniqueConstraint(fields=('regime', 'award_form', 'recipient', 'position'), name='award_condition_place_once'), models.CheckConstraint(condition=models.Q(('lasting_years__isnull', True), ('lasting_years__gt', 0), _connector='OR'), name='award_condition_years_positive')],
            },
        ),
    ]
