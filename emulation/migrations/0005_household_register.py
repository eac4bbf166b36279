"""The register of households: years by standard, members, id numbers as digests, doubles that were merged."""

import django.db.models.deletion
from django.db import migrations, models

from campaign_portal.foundation.row_guard import row_guard

# Whoever is merged is the double of one that stands, and stands for no double itself.
MERGED_TWICE = """
    NEW.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM emulation_household kept WHERE kept.id = NEW.merged_into_id AND kept.merged_into_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM emulation_household double WHERE double.merged_into_id = NEW.id)
    )
"""
LACK_OF_ANOTHER = """
    EXISTS (
        SELECT 1 FROM emulation_householdyear found, emulation_standardindicator lack
        WHERE found.id = NEW.householdyear_id AND lack.id = NEW.standardindicator_id
        AND lack.standard_id <> found.standard_id
    )
"""
KEEPS_LACKS_OF_ANOTHER = """
    EXISTS (
        SELECT 1 FROM emulation_householdyear_lacks kept, emulation_standardindicator lack
        WHERE kept.householdyear_id = NEW.id AND lack.id = kept.standardindicator_id
        AND lack.standard_id <> NEW.standard_id
    )
"""


def name_the_standard(apps, schema_editor):
    """A year was written without its standard: the nation's of that year, else the first."""
    year_of = apps.get_model("emulation", "HouseholdYear")
    standards = list(apps.get_model("emulation", "PovertyStandard").objects.filter(unit=None).order_by("-first_year"))
    for year in year_of.objects.filter(standard=None).values_list("year", flat=True).distinct().order_by():
        ruling = [one for one in standards if one.first_year <= year <= one.last_year] or standards[-1:]
        year_of.objects.filter(standard=None, year=year).update(standard=ruling[0])
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('emulation', '0004_campaign_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('relation', models.CharField(blank=True, max_length=40, verbose_name='quan hệ với chủ hộ')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm sinh')),
                ('gender', models.CharField(blank=True, choices=[('female', 'nữ'), ('male', 'nam')], max_length=10, verbose_name='giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=40, verbose_name='dân tộc')),
                ('id_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('id_last3', models.CharField(blank=True, editable=False, max_length=3, verbose_name='ba số cuối CCCD')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='emulation.household', verbose_name='hộ')),
            ],
            options={
                'verbose_name': 'thành viên hộ',
                'verbose_name_plural': 'thành viên hộ',
                'ordering': ['household', 'position'],
                'constraints': [models.UniqueConstraint(fields=('household', 'position'), name='household_member_place_once')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='householdyear',
            name='household_year_once',
        ),
        migrations.AddField(
            model_name='household',
            name='id_digest',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='household',
            name='id_last3',
            field=models.CharField(blank=True, editable=False, max_length=3, verbose_name='ba số cuối CCCD chủ hộ'),
        ),
        migrations.AddField(
            model_name='household',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubles', to='emulation.household', verbose_name='đã gộp vào'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='causes',
            field=models.ManyToManyField(blank=True, related_name='+', to='emulation.povertycause', verbose_name='nguyên nhân nghèo'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='declared',
            field=models.CharField(blank=True, choices=[('old', 'nghèo cũ'), ('new', 'nghèo mới'), ('relapsed', 'tái nghèo')], max_length=10, verbose_name='danh sách ghi là'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='groups',
            field=models.ManyToManyField(blank=True, related_name='+', to='emulation.protectedgroup', verbose_name='nhóm đối tượng'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='income_points',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='điểm B1'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='lack_points',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='điểm B2'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='lacks',
            field=models.ManyToManyField(blank=True, related_name='+', to='emulation.standardindicator', verbose_name='thiếu hụt'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='member_count',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số nhân khẩu'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='standard',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.povertystandard', verbose_name='chuẩn nghèo'),
        ),
        migrations.RunPython(name_the_standard, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='householdyear',
            name='standard',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emulation.povertystandard', verbose_name='chuẩn nghèo'),
        ),
        migrations.AddField(
            model_name='householdyear',
            name='wish',
            field=models.CharField(blank=True, max_length=300, verbose_name='nguyện vọng, hỗ trợ đề nghị'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['commune', 'id_digest'], name='emulation_h_commune_f81aff_idx'),
        ),
        migrations.AddIndex(
            model_name='householdyear',
            index=models.Index(fields=['year', 'poverty_class'], name='emulation_h_year_d8c502_idx'),
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='household_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='householdyear',
            constraint=models.UniqueConstraint(fields=('household', 'year', 'standard'), name='household_year_once'),
        ),
        migrations.AddConstraint(
            model_name='householdyear',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='household_year_plausible'),
        ),
        migrations.AddConstraint(
            model_name='householdyear',
            constraint=models.CheckConstraint(condition=models.Q(('member_count__isnull', True), ('member_count__gt', 0), _connector='OR'), name='household_year_has_members'),
        ),
        row_guard('emulation_household', 'household_merged_once', wrong=MERGED_TWICE),
        row_guard('emulation_householdyear_lacks', 'household_lack_of_its_standard', wrong=LACK_OF_ANOTHER),
        row_guard('emulation_householdyear', 'household_year_keeps_standard', wrong=KEEPS_LACKS_OF_ANOTHER),
    ]
