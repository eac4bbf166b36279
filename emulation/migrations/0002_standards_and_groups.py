"""What standards count: dimensions and lacks, causes, protected and ethnic groups."""

import django.db.models.deletion
from django.db import migrations, models

from campaign_portal.foundation.row_guard import row_guard

# A lack lies in a dimension of its own standard.
OTHER_STANDARD = """
    EXISTS (
        SELECT 1 FROM emulation_standarddimension dimension
        WHERE dimension.id = NEW.dimension_id AND dimension.standard_id <> NEW.standard_id
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('emulation', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='EthnicGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='tên')),
                ('position', models.PositiveSmallIntegerField(unique=True, verbose_name='thứ tự')),
                ('also', models.CharField(blank=True, max_length=300, verbose_name='cách ghi khác')),
            ],
            options={
                'verbose_name': 'dân tộc',
                'verbose_name_plural': 'dân tộc',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PovertyCause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                ('position', models.PositiveSmallIntegerField(unique=True, verbose_name='thứ tự')),
                ('name', models.CharField(max_length=160, verbose_name='tên')),
                ('also', models.CharField(blank=True, max_length=300, verbose_name='cách ghi khác')),
            ],
            options={
                'verbose_name': 'nguyên nhân nghèo',
                'verbose_name_plural': 'nguyên nhân nghèo',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ProtectedGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                ('position', models.PositiveSmallIntegerField(unique=True, verbose_name='thứ tự')),
                ('name', models.CharField(max_length=160, verbose_name='tên')),
                ('short_name', models.CharField(max_length=40, verbose_name='tên ngắn')),
                ('also', models.CharField(blank=True, max_length=300, verbose_name='cách ghi khác')),
            ],
            options={
                'verbose_name': 'nhóm đối tượng của hộ',
                'verbose_name_plural': 'nhóm đối tượng của hộ',
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='povertystandard',
            name='least_lacks',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số thiếu hụt ít nhất của hộ nghèo'),
        ),
        migrations.CreateModel(
            name='StandardDimension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('code', models.CharField(max_length=30, verbose_name='mã')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('name', models.CharField(max_length=120, verbose_name='tên')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dimensions', to='emulation.povertystandard', verbose_name='chuẩn nghèo')),
            ],
            options={
                'verbose_name': 'chiều thiếu hụt',
                'verbose_name_plural': 'chiều thiếu hụt',
                'ordering': ['standard', 'position'],
                'constraints': [models.UniqueConstraint(fields=('standard', 'code'), name='dimension_once'), models.UniqueConstraint(fields=('standard', 'position'), name='dimension_place_once')],
            },
        ),
        migrations.CreateModel(
            name='StandardIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('code', models.CharField(max_length=30, verbose_name='mã')),
                ('position', models.PositiveSmallIntegerField(verbose_name='số thứ tự in')),
                ('name', models.CharField(max_length=160, verbose_name='tên')),
                ('threshold', models.CharField(blank=True, max_length=300, verbose_name='hộ thiếu hụt khi')),
                ('dimension', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='emulation.standarddimension', verbose_name='chiều')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='emulation.povertystandard', verbose_name='chuẩn nghèo')),
            ],
            options={
                'verbose_name': 'chỉ số thiếu hụt',
                'verbose_name_plural': 'chỉ số thiếu hụt',
                'ordering': ['standard', 'position'],
                'constraints': [models.UniqueConstraint(fields=('standard', 'code'), name='indicator_of_standard_once'), models.UniqueConstraint(fields=('standard', 'position'), name='indicator_place_once'), models.CheckConstraint(condition=models.Q(('position__gt', 0)), name='indicator_place_from_one')],
            },
        ),
        migrations.CreateModel(
            name='PrintedEthnicGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('certainty', models.CharField(choices=[('read', 'đã đọc văn bản'), ('sourced', 'có nguồn trích dẫn'), ('unconfirmed', 'chưa xác nhận')], max_length=12, verbose_name='độ chắc chắn')),
                ('corrected_here', models.BooleanField(default=False, editable=False, verbose_name='đã sửa tại đây')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.ethnicgroup', verbose_name='dân tộc')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit', verbose_name='tỉnh')),
            ],
            options={
                'verbose_name': 'dân tộc in riêng của tỉnh',
                'verbose_name_plural': 'dân tộc in riêng của tỉnh',
                'ordering': ['unit', 'position'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'group'), name='printed_group_once'), models.UniqueConstraint(fields=('unit', 'position'), name='printed_group_place_once')],
            },
        ),
        row_guard('emulation_standardindicator', 'indicator_of_its_standard', wrong=OTHER_STANDARD),
    ]
