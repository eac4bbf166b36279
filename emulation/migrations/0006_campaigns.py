import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("emulation", "0005_targets")]

    operations = [
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('topic', models.CharField(choices=[('amendment', 'Điều chỉnh, bổ sung'), ('inspection', 'Kiểm tra, đôn đốc'), ('supervision', 'Giám sát, phản biện'), ('publicity', 'Tuyên truyền'), ('training', 'Đào tạo, bồi dưỡng'), ('coordination', 'Phối hợp, thống nhất'), ('assignment', 'Phân công giúp đỡ'), ('models', 'Mô hình, điển hình'), ('policy', 'Góp ý chính sách'), ('budget', 'Kinh phí tổ chức'), ('award_money', 'Kinh phí khen thưởng'), ('judging', 'Dùng kết quả để xét thi đua'), ('principle', 'Nguyên tắc thực hiện'), ('baseline', 'Kết quả giai đoạn trước')], max_length=15, verbose_name='việc')),
                ('by_roles', models.JSONField(default=list, verbose_name='ai làm')),
                ('with_roles', models.JSONField(default=list, verbose_name='phối hợp với')),
                ('decided_by', models.CharField(blank=True, max_length=40, verbose_name='ai quyết định')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'việc tổ chức',
                'verbose_name_plural': 'việc tổ chức',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('kind', models.CharField(max_length=40, verbose_name='loại văn bản')),
                ('number', models.CharField(max_length=40, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày')),
                ('issuer', models.CharField(max_length=120, verbose_name='cơ quan ban hành')),
                ('about', models.TextField(blank=True, verbose_name='về việc')),
                ('use', models.CharField(choices=[('basis', 'căn cứ'), ('purpose', 'viện dẫn trong mục đích'), ('guide', 'để xây dựng kế hoạch, tiêu chí')], max_length=10, verbose_name='dùng để')),
                ('also_cited_as', models.JSONField(default=list, verbose_name='còn ghi là')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'văn bản viện dẫn',
                'verbose_name_plural': 'văn bản viện dẫn',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('kind', models.CharField(choices=[('cluster', 'Cụm thi đua'), ('block', 'Khối thi đua')], max_length=10, verbose_name='loại')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('member_keys', models.JSONField(default=list, verbose_name='thành viên')),
                ('head', models.CharField(blank=True, max_length=200, verbose_name='cụm trưởng, khối trưởng')),
                ('deputy', models.CharField(blank=True, max_length=200, verbose_name='cụm phó, khối phó')),
                ('council_member', models.CharField(blank=True, max_length=200, verbose_name='thành viên hội đồng phụ trách')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'cụm, khối thi đua',
                'verbose_name_plural': 'cụm, khối thi đua',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.CreateModel(
            name='ContributionWay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='cách đóng góp')),
                ('kinds', models.JSONField(default=list, verbose_name='loại')),
                ('is_fund', models.BooleanField(default=False, verbose_name='là quỹ')),
                ('role_keys', models.JSONField(default=list, verbose_name='ai vận động')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'cách đóng góp',
                'verbose_name_plural': 'cách đóng góp',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.CreateModel(
            name='HouseholdTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=120, verbose_name='nhóm hộ')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'nhóm hộ theo dõi riêng',
                'verbose_name_plural': 'nhóm hộ theo dõi riêng',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.CreateModel(
            name='PledgeRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('first', models.JSONField(default=list, verbose_name='bên thứ nhất')),
                ('second', models.JSONField(default=list, verbose_name='bên thứ hai')),
                ('with_each', models.BooleanField(default=False, verbose_name='với từng đơn vị')),
                ('content', models.TextField(blank=True, verbose_name='nội dung')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'giao ước thi đua',
                'verbose_name_plural': 'giao ước thi đua',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.CreateModel(
            name='ScoreRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('text', models.TextField(verbose_name='tiêu chí')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm')),
                ('is_bonus', models.BooleanField(default=False, verbose_name='điểm thưởng')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'dòng chấm điểm',
                'verbose_name_plural': 'dòng chấm điểm',
                'ordering': ['table', 'position'],
            },
        ),
        migrations.CreateModel(
            name='ScoreTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('cluster_keys', models.JSONField(default=list, verbose_name='cho cụm, khối')),
                ('scored_by', models.CharField(blank=True, max_length=300, verbose_name='ai chấm')),
                ('clause', models.CharField(blank=True, max_length=40, verbose_name='mục của kế hoạch')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'bảng điểm',
                'verbose_name_plural': 'bảng điểm',
                'ordering': ['campaign', 'position'],
            },
        ),
        migrations.AlterModelOptions(
            name='milestone',
            options={'ordering': ['campaign', 'sort_on', 'key'], 'verbose_name': 'mốc', 'verbose_name_plural': 'mốc'},
        ),
        migrations.RemoveField(
            model_name='deadline',
            name='to_role',
        ),
        migrations.AddField(
            model_name='campaign',
            name='issuer_kind',
            field=models.CharField(choices=[('committee', 'Ủy ban nhân dân'), ('chairman', 'Chủ tịch Ủy ban nhân dân'), ('agency', 'cơ quan, đơn vị')], default='committee', max_length=10, verbose_name='người phát động'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='issuer_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='cơ quan phát động'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='not_ruled',
            field=models.JSONField(default=list, verbose_name='kế hoạch không quy định'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='parent_citation',
            field=models.SlugField(blank=True, max_length=40, verbose_name='văn bản viện dẫn'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='parent_key',
            field=models.SlugField(blank=True, max_length=60, verbose_name='mã phong trào cấp trên'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='parent_level',
            field=models.CharField(blank=True, choices=[('nation', 'toàn quốc'), ('province', 'cấp tỉnh'), ('district', 'cấp huyện'), ('commune', 'cấp xã')], max_length=10, verbose_name='cấp của phong trào cấp trên'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='parent_years',
            field=models.CharField(blank=True, max_length=20, verbose_name='thời gian của phong trào cấp trên'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='slogan',
            field=models.CharField(blank=True, max_length=300, verbose_name='khẩu hiệu'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='standards',
            field=models.JSONField(default=list, verbose_name='các chuẩn nghèo'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='units_on',
            field=models.DateField(blank=True, null=True, verbose_name='theo địa giới ngày'),
        ),
        migrations.AddField(
            model_name='campaignrole',
            name='acts',
            field=models.JSONField(default=list, verbose_name='phần việc'),
        ),
        migrations.AddField(
            model_name='campaignrole',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='content',
            field=models.TextField(blank=True, verbose_name='nội dung phải có'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='repeats_until',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lặp lại hằng năm đến năm'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='to_roles',
            field=models.JSONField(default=list, verbose_name='nơi nhận'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='when_text',
            field=models.CharField(blank=True, max_length=60, verbose_name='thời gian ghi trong kế hoạch'),
        ),
        migrations.AddField(
            model_name='duty',
            name='also_to',
            field=models.CharField(blank=True, max_length=200, verbose_name='đồng gửi'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='registered_on',
            field=models.DateField(blank=True, null=True, verbose_name='tự nguyện đăng ký thoát nghèo ngày'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='held_by',
            field=models.JSONField(default=list, verbose_name='ai tổ chức'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='kind',
            field=models.CharField(choices=[('launch', 'phát động'), ('interim_review', 'sơ kết'), ('final_review', 'tổng kết'), ('inspection', 'kiểm tra, giám sát'), ('peak', 'tháng cao điểm'), ('period', 'giai đoạn thực hiện')], default='period', max_length=15, verbose_name='loại'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='repeats_until',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lặp lại hằng năm đến năm'),
        ),
        migrations.AddField(
            model_name='participantclass',
            name='joins',
            field=models.CharField(choices=[('competes', 'thi đua, được xét khen'), ('content_only', 'có nội dung thi đua, không có tiêu chuẩn riêng'), ('award_only', 'chỉ được xét khen')], default='competes', max_length=12, verbose_name='tham gia'),
        ),
        migrations.AddField(
            model_name='participantclass',
            name='reach',
            field=models.CharField(blank=True, max_length=120, verbose_name='phạm vi'),
        ),
        migrations.AddField(
            model_name='povertystandard',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.unit', verbose_name='chuẩn riêng của'),
        ),
        migrations.AddField(
            model_name='registrationrule',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự'),
        ),
        migrations.AlterField(
            model_name='deadline',
            name='rule',
            field=models.CharField(choices=[('before', 'trước ngày'), ('on', 'vào ngày'), ('within', 'trong thời gian'), ('no_day', 'kế hoạch không quy định thời hạn'), ('on_request', 'theo yêu cầu')], max_length=10, verbose_name='cách tính hạn'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('registration', 'đăng ký thi đua'), ('launch_plan', 'kế hoạch phát động'), ('registration_summary', 'tổng hợp đăng ký thi đua'), ('review', 'rà soát hộ nghèo, hộ cận nghèo'), ('report', 'báo cáo'), ('consolidation', 'báo cáo tổng hợp'), ('submission', 'hồ sơ đề nghị khen thưởng'), ('submission_summary', 'tổng hợp hồ sơ khen thưởng'), ('interim_review', 'sơ kết phong trào'), ('final_review', 'tổng kết phong trào'), ('inspection', 'kiểm tra, giám sát phong trào'), ('task', 'nhiệm vụ kế hoạch giao'), ('appraisal', 'thẩm định hồ sơ'), ('council', 'phiên họp hội đồng'), ('decision', 'soạn quyết định khen thưởng'), ('signature', 'ký ban hành quyết định'), ('amendment', 'bổ sung theo yêu cầu'), ('confirmation', 'xác nhận đóng góp')], max_length=30, verbose_name='việc'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issuer_kind', 'agency'), models.Q(('issuer_name', ''), _negated=True)), models.Q(models.Q(('issuer_kind', 'agency'), _negated=True), ('issuer_name', '')), _connector='OR'), name='campaign_of_an_agency_names_it'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', 'within'), _negated=True), models.Q(('when_text', ''), _negated=True), _connector='OR'), name='deadline_within_says_the_plans_words'),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrangements', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='citation',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='cluster',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clusters', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='contributionway',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contribution_ways', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='householdtag',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='household_tags', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='pledgerule',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pledge_rules', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='scoretable',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='score_tables', to='emulation.campaign', verbose_name='phong trào'),
        ),
        migrations.AddField(
            model_name='scorerow',
            name='table',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='emulation.scoretable', verbose_name='bảng điểm'),
        ),
        migrations.AddConstraint(
            model_name='arrangement',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='arrangement_once'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='citation_once'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('campaign', 'number', 'issued_on'), name='citation_one_record'),
        ),
        migrations.AddConstraint(
            model_name='cluster',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='cluster_once'),
        ),
        migrations.AddConstraint(
            model_name='contributionway',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='contribution_way_once'),
        ),
        migrations.AddConstraint(
            model_name='householdtag',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='household_tag_once'),
        ),
        migrations.AddConstraint(
            model_name='pledgerule',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='pledge_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='scoretable',
            constraint=models.UniqueConstraint(fields=('campaign', 'key'), name='score_table_once'),
        ),
        migrations.AddConstraint(
            model_name='scorerow',
            constraint=models.UniqueConstraint(fields=('table', 'key'), name='score_row_once'),
        ),
        migrations.AddConstraint(
            model_name='scorerow',
            constraint=models.CheckConstraint(condition=models.Q(('points__isnull', True), ('points__gt', 0), _connector='OR'), name='score_row_points_positive'),
        ),
    ]
