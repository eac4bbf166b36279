import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("awards", "0002_issued_is_final")]

    operations = [
        migrations.CreateModel(
            name='AwardOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='khen thưởng')),
                ('form_codes', models.JSONField(default=list, verbose_name='hình thức')),
                ('recipients', models.JSONField(default=list, verbose_name='cho')),
                ('rounds', models.JSONField(default=list, verbose_name='dịp')),
                ('given_by', models.CharField(blank=True, max_length=300, verbose_name='ai tặng')),
                ('own_power', models.BooleanField(default=False, verbose_name='theo thẩm quyền của mỗi cấp')),
                ('standard', models.TextField(blank=True, verbose_name='tiêu chuẩn')),
                ('quota', models.CharField(blank=True, max_length=200, verbose_name='số lượng')),
                ('paid_by', models.CharField(blank=True, max_length=200, verbose_name='nguồn tiền thưởng')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'hình thức phong trào nêu',
                'verbose_name_plural': 'hình thức phong trào nêu',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.AlterModelOptions(
            name='route',
            options={'ordering': ['campaign', 'position', 'pk'], 'verbose_name': 'đường đi của hồ sơ', 'verbose_name_plural': 'đường đi của hồ sơ'},
        ),
        migrations.AddField(
            model_name='criterion',
            name='asks_paper',
            field=models.BooleanField(default=False, verbose_name='cần giấy chứng minh'),
        ),
        migrations.AddField(
            model_name='pendingstandard',
            name='citation',
            field=models.SlugField(blank=True, max_length=40, verbose_name='mã văn bản viện dẫn'),
        ),
        migrations.AddField(
            model_name='route',
            name='clause',
            field=models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch'),
        ),
        migrations.AddField(
            model_name='route',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='ghi chú'),
        ),
        migrations.AddField(
            model_name='route',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự'),
        ),
        migrations.AddField(
            model_name='route',
            name='submits_to',
            field=models.CharField(blank=True, max_length=120, verbose_name='trình lên'),
        ),
        migrations.AddField(
            model_name='routestep',
            name='decides',
            field=models.CharField(blank=True, max_length=200, verbose_name='phải xác định'),
        ),
        migrations.AddField(
            model_name='routestep',
            name='due_rule',
            field=models.CharField(blank=True, max_length=10, verbose_name='cách tính hạn'),
        ),
        migrations.AddField(
            model_name='routestep',
            name='needed',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='cần mấy cơ quan'),
        ),
        migrations.AddField(
            model_name='routestep',
            name='set_by',
            field=models.CharField(blank=True, max_length=120, verbose_name='do đâu mà có'),
        ),
        migrations.AddField(
            model_name='routestep',
            name='written_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày ghi trong kế hoạch'),
        ),
        migrations.AlterField(
            model_name='route',
            name='sets_of_papers',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số bộ hồ sơ'),
        ),
        migrations.AlterField(
            model_name='routestep',
            name='act',
            field=models.CharField(choices=[('appraise', 'thẩm định'), ('forward', 'chuyển'), ('council', 'hội đồng xét'), ('decide', 'quyết định'), ('present', 'trình cấp trên')], max_length=10, verbose_name='làm gì'),
        ),
        migrations.AlterField(
            model_name='routestep',
            name='rule',
            field=models.CharField(choices=[('all', 'tất cả các cơ quan'), ('any', 'một cơ quan'), ('count', 'một số cơ quan')], default='all', max_length=5, verbose_name='cần'),
        ),
        migrations.AddConstraint(
            model_name='routestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('needed__gte', 1), ('needed__isnull', False), ('rule', 'count')), models.Q(models.Q(('rule', 'count'), _negated=True), ('needed__isnull', True)), _connector='OR'), name='route_step_count_says_how_many'),
        ),
        migrations.AddField(
            model_name='awardoffer',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddConstraint(
            model_name='awardoffer',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='award_offer_once'),
        ),
    ]
